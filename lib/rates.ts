import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { env } from "./env";
import { Refused } from "./errors";
import type { UserId } from "./events";
import {
  DATA_COPIES_PER_HOUR,
  MESSAGES_PER_10_SECONDS,
  REGISTRATIONS_PER_HOUR,
  SIGN_INS_PER_MINUTE,
  SIGN_INS_PER_MINUTE_AND_ADDRESS,
} from "./limits";
import { log } from "./log";
import { metrics } from "./metrics";
import { oncePerProcess } from "./process";
import { ownLimiter, sharedLimiter } from "./redis/limiter";

/** Before a sign-in: bounds guesses at one name, and at all names, from one address. Throws `rate_limited`. Two scripts */
export async function signIn(username: string, address: string): Promise<void> {
  await take(limiters().name, `${address} ${username.slice(0, 64)}`, "Too many attempts.");
  await take(limiters().address, address, "Too many attempts.");
}

/** Before a registration. Throws `rate_limited`. One script */
export const register = (address: string) => take(limiters().registration, address, "Too many new accounts.");

/** Before a copy of all that is somebody's. Throws `rate_limited`. One script */
export const dataCopy = (userId: UserId) => take(limiters().dataCopy, userId, "That was often.");

/** Before a message, on this instance alone: it costs Redis nothing. Throws `rate_limited`. */
export const message = (userId: UserId) => take(limiters().message, userId, "That was very fast.");

const limiters = () =>
  oncePerProcess("rates", () => ({
    name: sharedLimiter("sign-in-name", SIGN_INS_PER_MINUTE, 60),
    address: sharedLimiter("sign-in", SIGN_INS_PER_MINUTE_AND_ADDRESS, 60),
    registration: sharedLimiter("registration", REGISTRATIONS_PER_HOUR, 3_600),
    dataCopy: sharedLimiter("data-copy", DATA_COPIES_PER_HOUR, 3_600),
    message: ownLimiter("message", MESSAGES_PER_10_SECONDS, 10),
  }));

async function take(limiter: RateLimiterAbstract, key: string, what: string): Promise<void> {
  if (isOff()) return;
  const refused = await limiter.consume(key).then(
    () => null,
    (reason: unknown) => {
      if (reason instanceof RateLimiterRes) return reason;
      throw reason;
    },
  );
  if (!refused) return;
  metrics().limited.inc({ limiter: limiter.keyPrefix.replace(/^.*:/, "") });
  const seconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
  throw new Refused("rate_limited", `${what} Please try again in ${seconds} s.`, seconds);
}

function isOff(): boolean {
  const off = env().RATE_LIMITS === "off";
  if (off)
    oncePerProcess("rates.off", () => log.warn("RATE_LIMITS is off: anybody can guess passwords and flood rooms"));
  return off;
}
