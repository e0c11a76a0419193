import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SIGN_INS_PER_MINUTE, SIGN_INS_PER_MINUTE_AND_ADDRESS, WRONG_PASSWORDS_PER_HOUR } from "./limits";
import { oncePerProcess } from "./process";
import * as rates from "./rates";
import { commands, whenReady } from "./redis/client";

const limited = expect.objectContaining({ code: "rate_limited", retryAfter: expect.any(Number) });
const HERE = "203.0.113.7";
/** Another address each time. */
const elsewhere = (index: number) => `198.51.100.${index}`;

/** How many of these are let through before the first refusal. */
async function untilRefused(most: number, attempt: (index: number) => Promise<void>): Promise<number> {
  for (let index = 0; index < most; index++) {
    const refused = await attempt(index).then(
      () => null,
      (error) => error,
    );
    if (refused) {
      expect(refused).toEqual(limited);
      return index;
    }
  }
  return most;
}

beforeAll(whenReady);
beforeEach(async () => {
  await commands().flushall();
});

describe("sign-ins are bounded", { timeout: 60_000 }, () => {
  test("for one name from one address, however its letters are written; others go on", async () => {
    const forms = ["Mary", " Mary", "Mary ", "Ｍary"];
    const attempts = await untilRefused(100, (index) => rates.signIn(forms[index % forms.length] as string, HERE));
    expect(attempts).toBe(SIGN_INS_PER_MINUTE);
    await rates.signIn("Joe", HERE);
    await rates.signIn("Mary", elsewhere(1));
  });

  test("for all names from one address", async () => {
    const attempts = await untilRefused(1_000, (index) => rates.signIn(`name ${index}`, HERE));
    expect(attempts).toBe(SIGN_INS_PER_MINUTE_AND_ADDRESS);
    await rates.signIn("Joe", elsewhere(1));
  });

  test("for all addresses of one network of IPv6", async () => {
    const attempts = await untilRefused(1_000, (index) =>
      rates.signIn(`name ${index}`, `2001:db8::${index.toString(16)}`),
    );
    expect(attempts).toBe(SIGN_INS_PER_MINUTE_AND_ADDRESS);
    await rates.signIn("Joe", "2001:db8:0:1::1");
  });

  test("for one name from all addresses, but not for where its owner has signed in", async () => {
    await rates.signIn("Mary", HERE);
    await rates.signedIn("Mary", HERE);
    const guesses = await untilRefused(1_000, (index) => rates.signIn("Mary", elsewhere(index % 250)));
    expect(guesses).toBe(WRONG_PASSWORDS_PER_HOUR);
    await rates.signIn("Mary", HERE);
    await rates.signIn("Joe", elsewhere(1));
  });

  test("a right password is no guess, so it does not count for the name", async () => {
    const signIns = await untilRefused(WRONG_PASSWORDS_PER_HOUR + 20, async (index) => {
      await rates.signIn("Mary", elsewhere(index % 200));
      await rates.signedIn("Mary", elsewhere(index % 200));
    });
    expect(signIns).toBe(WRONG_PASSWORDS_PER_HOUR + 20);
  });
});

test("what is kept says neither who nor from where, and goes by itself", async () => {
  await rates.signIn("Mary", HERE);
  await rates.signedIn("Mary", HERE);
  await rates.register(HERE);
  const kept = await commands().keys("*");
  expect(kept.length).toBeGreaterThanOrEqual(4);
  expect(kept.join()).not.toMatch(/mary|203/i);
  for (const key of kept) {
    expect(key).toMatch(/^banter:rate:/);
    expect(await commands().ttl(key)).toBeGreaterThan(0);
  }
});

test("a socket may ask much at once, but not for ever", async () => {
  const pace = rates.eventPace();
  const asked = await untilRefused(1_000, async () => pace(1));
  expect(asked).toBeGreaterThanOrEqual(200);
  expect(asked).toBeLessThan(300);
  rates.eventPace()(1); // another socket
});

test("while Redis is away each instance counts by itself", { timeout: 60_000 }, async () => {
  oncePerProcess<{ disconnect(reconnect: boolean): void }>("redis.commands", () => expect.unreachable()).disconnect(
    false,
  );
  const attempts = await untilRefused(100, () => rates.signIn("Mary", HERE));
  expect(attempts).toBe(SIGN_INS_PER_MINUTE);
  expect(await untilRefused(1_000, () => rates.register(HERE))).toBe(200);
});
