import { afterAll, describe, expect, test } from "vitest";
import { HASH_QUEUE_MAX } from "./limits";
import { closePool, hash, matches } from "./passwords";

const refused = (code: string) => expect.objectContaining({ code });
const LONGEST = "é".repeat(36); // 72 bytes

afterAll(closePool);

test("a password fits its own hash, which is one that every sibling reads", async () => {
  const hashed = await hash("correct horse");
  expect(hashed).toMatch(/^\$2b\$10\$[./A-Za-z0-9]{53}$/);
  expect(await matches("correct horse", hashed)).toBe(true);
  expect(await matches("correct horsf", hashed)).toBe(false);
  expect(await matches("", hashed)).toBe(false);
});

test("72 bytes are taken, and each of them counts", async () => {
  const hashed = await hash(LONGEST);
  expect(await matches(LONGEST, hashed)).toBe(true);
  expect(await matches(`${LONGEST.slice(0, -1)}è`, hashed)).toBe(false);
});

test("more than 72 bytes are refused, not cut, when they are set and when they are tried", async () => {
  await expect(hash(`${LONGEST}x`)).rejects.toEqual(refused("invalid"));
  expect(await matches(`${LONGEST}x`, await hash(LONGEST))).toBe(false);
});

test("eight characters are enough, and a character is what a person sees as one", async () => {
  await expect(hash("1234567")).rejects.toEqual(refused("invalid"));
  await expect(hash("🐎🐎🐎🐎🐎🐎🐎")).rejects.toEqual(refused("invalid"));
  expect(await hash("🐎🐎🐎🐎🐎🐎🐎🐎")).toMatch(/^\$2b/);
});

describe("what is stored", () => {
  test.each([
    null,
    "",
    "correct horse",
    "$2b$10$short",
    "$2b$31$PuoK4TCc3NhQndll1joZgu5/PIiAFLAw83/a7Me155S9m4J/9YUVK",
  ])("as %s fits nothing, and takes no longer than a hash does", async (stored) => {
    expect(await matches("correct horse", stored)).toBe(false);
    expect(await matches("", stored)).toBe(false);
  });
});

test("when too many come at once, those beyond the queue are told to come back, and the others are served", async () => {
  const tries = await Promise.allSettled(Array.from({ length: HASH_QUEUE_MAX + 20 }, () => matches("x", null)));
  const served = tries.filter((result) => result.status === "fulfilled");
  const reasons = tries.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(served.length).toBeGreaterThanOrEqual(HASH_QUEUE_MAX);
  expect(reasons.length).toBeGreaterThanOrEqual(18); // two are at work, the queue is full
  expect(reasons).toEqual(reasons.map(() => refused("unavailable")));
  expect(reasons[0].body.retryAfter).toBeGreaterThan(0);
  expect(await matches("x", null)).toBe(false);
}, 120_000);
