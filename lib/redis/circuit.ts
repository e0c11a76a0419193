import type { Redis } from "ioredis";
import { warnSometimes } from "../log";

/** What a command says that was not sent, because those before it were not answered. */
export const HANGS = "Redis hangs: the command was not sent";

const BREAKS_AFTER = 5; // commands in a row that were given up: one is bad luck
const ASKED_AGAIN_AFTER_MS = 1_000;
const ALWAYS_SENT = new Set(["ping", "time"]); // they ask whether it is back

/**
 * Spares people the waiting, and this process the queue, while Redis hangs: after five commands in a row that nobody
 * answered in time the next ones fail at once, until a PING a second is answered.
 */
export function breakCircuit(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  let unanswered = 0;
  let open = false;

  const answered = () => {
    unanswered = 0;
    open = false;
  };

  function failed(error: Error): void {
    if (error.name === "ReplyError") answered();
    else if (error.message === "Command timed out" && ++unanswered === BREAKS_AFTER) probe();
  }

  function probe(): void {
    open = true;
    warnSometimes("redis hangs: commands fail at once until it answers");
    const asking = setInterval(() => {
      if (open && redis.status !== "end")
        redis.ping().catch(() => undefined); // `failed` has seen it
      else clearInterval(asking);
    }, ASKED_AGAIN_AFTER_MS).unref();
  }

  redis.on("ready", answered); // it has answered to be ready
  redis.sendCommand = (command, stream) => {
    if (open && redis.status === "ready" && !ALWAYS_SENT.has(command.name)) {
      command.reject(new Error(HANGS));
      return command.promise;
    }
    const sent = send(command, stream);
    command.promise.then(answered, failed);
    return sent;
  };
}
