import { AsyncLocalStorage } from "node:async_hooks";
import { expect, test } from "vitest";
import { hookedWhileAnswering } from "./hooks-on-demand";

const isFollowed = (storage: AsyncLocalStorage<unknown>) => (storage as unknown as { enabled: boolean }).enabled;

function door() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("an answer finds its request however long it takes, and whoever is answered meanwhile", async () => {
  const storage = new AsyncLocalStorage<string>();
  const [first, second] = [door(), door()];
  const found: unknown[] = [];
  const answer = hookedWhileAnswering(async (request: string, until: Promise<void>) => {
    await storage.run(request, async () => {
      await until;
      found.push(storage.getStore());
    });
  });
  await answer("before", Promise.resolve());
  const slow = answer("slow", first.opened);
  const soon = answer("soon", second.opened);
  second.open();
  await soon;
  await longerThanRest();
  expect(isFollowed(storage)).toBe(true);
  first.open();
  await slow;
  await expect.poll(() => isFollowed(storage)).toBe(false);
  expect(found).toEqual(["before", "soon", "slow"]);
});

test("after the last answer nothing is followed, until one is given again", async () => {
  const [ran, entered] = [new AsyncLocalStorage<string>(), new AsyncLocalStorage<string>()];
  const seen: unknown[] = [];
  const answer = hookedWhileAnswering(async (request: string) => {
    await ran.run(request, async () => {
      entered.enterWith(request);
      await Promise.resolve();
      seen.push(ran.getStore(), entered.getStore());
    });
  });
  for (const request of ["one", "two"]) {
    await answer(request);
    expect([isFollowed(ran), isFollowed(entered)]).toEqual([true, true]);
    await expect.poll(() => isFollowed(ran) || isFollowed(entered)).toBe(false);
  }
  expect(seen).toEqual(["one", "one", "two", "two"]);
});

test("an answer that fails is at its end, too", async () => {
  const storage = new AsyncLocalStorage<string>();
  const answer = hookedWhileAnswering(async () => {
    storage.enterWith("a request");
    throw new Error("no page");
  });
  await expect(answer()).rejects.toThrow("no page");
  expect(isFollowed(storage)).toBe(true);
  await expect.poll(() => isFollowed(storage)).toBe(false);
});

/** What is answered last would have been at rest by then. */
async function longerThanRest(): Promise<void> {
  const other = new AsyncLocalStorage<string>();
  const answer = hookedWhileAnswering(async () => other.enterWith("other"));
  await answer();
  await expect.poll(() => isFollowed(other)).toBe(false);
}
