import { createHmac } from "node:crypto";
import { type RateLimiterAbstract, RateLimiterRes } from "rate-limiter-flexible";
import { addressBlock } from "./addresses";
import { env } from "./env";
import { Refused } from "./errors";
import type { UserId } from "./events";
import {
  DATA_COPIES_PER_HOUR,
  EVENTS_AT_ONCE,
  EVENTS_PER_SECOND,
  HANDSHAKES_PER_MINUTE,
  KNOWN_ADDRESS_SECONDS,
  MESSAGES_PER_10_SECONDS,
  REGISTRATIONS_PER_HOUR,
  SIGN_INS_PER_MINUTE,
  SIGN_INS_PER_MINUTE_AND_ADDRESS,
  WRONG_PASSWORDS_PER_HOUR,
} from "./limits";
import { log } from "./log";
import { metrics } from "./metrics";
import { oncePerProcess } from "./process";
import { ownLimiter, sharedLimiter } from "./redis/limiter";
import { createTokenBucket } from "./token-bucket";

/**
 * Before a sign-in, and before its password is hashed: bounds guesses at one name and at all names from one address,
 * and at one name from all addresses. The last does not hold for an address from which this person has signed in: so
 * nobody locks them out. Throws `rate_limited`. Three scripts, GET
 */
export async function signIn(username: string, address: string): Promise<void> {
  if (isOff()) return;
  const { name, place } = keysOf(username, address);
  await take(limiters().name, place, "Too many attempts.");
  await take(limiters().address, hidden(addressBlock(address)), "Too many attempts.");
  if (!(await limiters().known.get(place))) await take(limiters().wrong, name, "Too many attempts.");
}

/** After a sign-in with the right password, which is no guess. One script, SET */
export async function signedIn(username: string, address: string): Promise<void> {
  if (isOff()) return;
  const { name, place } = keysOf(username, address);
  await Promise.all([
    limiters()
      .known.get(place)
      .then((known) => known ?? limiters().wrong.reward(name)),
    limiters().known.set(place, 1, KNOWN_ADDRESS_SECONDS),
  ]);
}

/** Before a registration. Throws `rate_limited`. One script */
export const register = (address: string) =>
  take(limiters().registration, hidden(addressBlock(address)), "Too many new accounts.");

/** Before a copy of all that is somebody's. Throws `rate_limited`. One script */
export const dataCopy = (userId: UserId) => take(limiters().dataCopy, userId, "That was often.");

/** Before a message, on this instance alone: it costs Redis nothing. Throws `rate_limited`. */
export const message = (userId: UserId) => take(limiters().message, userId, "That was very fast.");

/** Before somebody connects by socket or stream, on this instance alone. Throws `rate_limited`. */
export const handshake = (address: string) =>
  take(limiters().handshake, hidden(addressBlock(address)), "Too many connections.");

/** Bounds what one socket asks: call it before each event, with what the event costs. It throws `rate_limited`. */
export function eventPace(): (cost: number) => void {
  const bucket = createTokenBucket(EVENTS_AT_ONCE, EVENTS_PER_SECOND);
  return (cost) => {
    const seconds = isOff() ? 0 : bucket.take(cost);
    if (seconds > 0) throw tooMany("That was very fast.", seconds * 1000);
  };
}

const limiters = () =>
  oncePerProcess("rates", () => ({
    name: sharedLimiter("sign-in-name", SIGN_INS_PER_MINUTE, 60),
    address: sharedLimiter("sign-in", SIGN_INS_PER_MINUTE_AND_ADDRESS, 60),
    wrong: sharedLimiter("wrong-password", WRONG_PASSWORDS_PER_HOUR, 3_600),
    known: sharedLimiter("known-address", 1, KNOWN_ADDRESS_SECONDS),
    registration: sharedLimiter("registration", REGISTRATIONS_PER_HOUR, 3_600),
    dataCopy: sharedLimiter("data-copy", DATA_COPIES_PER_HOUR, 3_600),
    message: ownLimiter("message", MESSAGES_PER_10_SECONDS, 10),
    handshake: ownLimiter("handshake", HANDSHAKES_PER_MINUTE, 60),
  }));

/** A name however its letters are written, since all forms of it lead to one account. */
function keysOf(username: string, address: string) {
  const name = username.slice(0, 256).normalize("NFKC").trim();
  return { name: hidden(name), place: hidden(`${addressBlock(address)} ${name}`) };
}

/** Who reads the keys of Redis does not learn who has tried to sign in, nor from where. */
const hidden = (text: string) =>
  createHmac("sha256", env().SESSION_SECRET[0] as string)
    .update(text)
    .digest("base64url")
    .slice(0, 22);

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
  throw tooMany(what, refused.msBeforeNext);
}

function tooMany(what: string, ms: number): Refused {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new Refused("rate_limited", `${what} Please try again in ${seconds} s.`, seconds);
}

function isOff(): boolean {
  const off = env().RATE_LIMITS === "off";
  if (off)
    oncePerProcess("rates.off", () => log.warn("RATE_LIMITS is off: anybody can guess passwords and flood rooms"));
  return off;
}
