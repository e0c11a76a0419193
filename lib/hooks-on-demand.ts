import { AsyncLocalStorage } from "node:async_hooks";

type Answer<A extends unknown[]> = (...asked: A) => Promise<void>;

/**
 * Lets Node follow promises only while `answer` is at work. What belongs to a request is kept in AsyncLocalStorage, by Next
 * and by us; once one has been used, Node 20 calls a hook for each promise of the process, for ever, and messages cost
 * more of the processor. One that is disabled is enabled by its next use.
 */
export function hookedWhileAnswering<A extends unknown[]>(answer: Answer<A>): Answer<A> {
  const used = storagesInUse();
  let answering = 0;
  let resting: NodeJS.Timeout | undefined;

  function rest(): void {
    for (const storage of used) storage.disable();
    used.clear();
  }

  return async (...asked) => {
    answering++;
    clearTimeout(resting);
    try {
      await answer(...asked);
    } finally {
      answering--;
      if (answering === 0) resting = setTimeout(rest, REST_AFTER_MS).unref();
    }
  };
}

const REST_AFTER_MS = 100; // what is done after an answer still finds its request

/** Those that have been used since they were disabled. All of Next's, wherever it has bundled them to. */
function storagesInUse(): Set<AsyncLocalStorage<unknown>> {
  const used = new Set<AsyncLocalStorage<unknown>>();
  const proto = AsyncLocalStorage.prototype;
  const { run, enterWith } = proto;
  proto.run = function (this: AsyncLocalStorage<unknown>, ...args: Parameters<typeof run>) {
    used.add(this);
    return run.apply(this, args);
  } as typeof run;
  proto.enterWith = function (this: AsyncLocalStorage<unknown>, store: unknown) {
    used.add(this);
    enterWith.call(this, store);
  };
  return used;
}
