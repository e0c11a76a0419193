import { expect, test } from "vitest";
import * as z from "zod/mini";
import { check } from "./check";
import { notFound, Refused, STATUS, unauthenticated, unavailable } from "./errors";

test("every code has the status of the contract", () => {
  expect(STATUS).toEqual({
    invalid: 400,
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    too_large: 413,
    rate_limited: 429,
    unavailable: 503,
  });
});

test("a client is told the code, the message, and when to come back only if there is a time", () => {
  expect(new Refused("conflict", "Taken.").body).toEqual({ code: "conflict", message: "Taken." });
  expect(new Refused("rate_limited", "Slowly.", 12).body).toEqual({
    code: "rate_limited",
    message: "Slowly.",
    retryAfter: 12,
  });
  expect(unavailable().body.retryAfter).toBeGreaterThan(0);
  expect([notFound().code, unauthenticated().code]).toEqual(["not_found", "unauthenticated"]);
});

test("a value of the wrong shape is refused with the field and the rule, at no length", () => {
  const schema = z.object({ rooms: z.array(z.string({ error: "A room id is a text." })) });
  expect(check(schema, { rooms: ["0"], more: 1 })).toEqual({ rooms: ["0"] });
  expect(() => check(schema, { rooms: ["0", 5] })).toThrow(
    expect.objectContaining({ code: "invalid", message: "rooms.1: A room id is a text." }),
  );
  for (const value of [null, [], "x", undefined])
    expect(() => check(schema, value)).toThrow(
      expect.objectContaining({ code: "invalid", message: "An object with fields belongs here." }),
    );
  expect(() => check(z.object({ a: z.number() }), { a: "x" })).toThrow(
    expect.objectContaining({ message: "a: This is not valid." }),
  );
  const wordy = z.string({ error: "x".repeat(1_000) });
  expect(() => check(wordy, 5)).toThrow(expect.objectContaining({ message: "x".repeat(300) }));
});
