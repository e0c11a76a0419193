import type { Redis } from "ioredis";
import { env } from "../env";
import { metrics } from "../metrics";

/** Counts what becomes of a connection and, where somebody reads it, how long each of its commands takes. */
export function measure(role: string, redis: Redis): void {
  const { redisUp, redisReconnects } = metrics();
  redisUp.set({ role }, 0);
  redisReconnects.inc({ role }, 0);
  redis.on("ready", () => redisUp.set({ role }, 1));
  redis.on("close", () => redisUp.set({ role }, 0));
  redis.on("reconnecting", () => redisReconnects.inc({ role }));
  if (role === "commands" && env().METRICS_TOKEN.length > 0) measureCommands(redis);
}

function measureCommands(redis: Redis): void {
  const { commandDuration, commandErrors } = metrics();
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, stream) => {
    const began = performance.now();
    const done = () => commandDuration.observe({ cmd: command.name }, (performance.now() - began) / 1000);
    command.promise.then(done, (error: Error) => {
      done();
      commandErrors.inc({ code: codeOf(error) });
    });
    return send(command, stream);
  };
}

const CODES =
  /^(BUSY|CLUSTERDOWN|ERR|EXECABORT|LOADING|MASTERDOWN|MISCONF|NOAUTH|NOPERM|NOREPLICAS|NOSCRIPT|OOM|READONLY|TRYAGAIN|WRONGTYPE) /;

/** The word that Redis begins an error with; what happened to the connection in a word of ours. */
export function codeOf({ message }: Error): string {
  const said = CODES.exec(message)?.[1];
  if (said) return said;
  if (/timed out/.test(message)) return "timeout";
  return /closed|writeable|ECONN|EPIPE|MaxRetries/.test(message) ? "connection" : "other";
}
