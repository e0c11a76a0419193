import type { Redis } from "ioredis";

/**
 * Sends the commands of one turn of the event loop in one write, in their order: under load Redis and this process
 * spend more on each write than on each command. Nothing waits longer than until what has arrived is read.
 */
export function gatherWrites(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  let held: Redis["stream"] | undefined;

  redis.sendCommand = (command, stream) => {
    if (!held && redis.status === "ready") {
      held = redis.stream;
      held.cork();
      setImmediate(letGo);
    }
    return send(command, stream);
  };

  function letGo(): void {
    held?.uncork();
    held = undefined;
  }
}
