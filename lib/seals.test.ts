import { randomUUID } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env } from "./env";
import { SEALS_KNOWN_MAX, SESSION_SECONDS } from "./limits";
import { oncePerProcess } from "./process";
import { promptCrypto } from "./prompt-crypto";
import * as seals from "./seals";

const named = () => ({ userId: "5", sessionId: randomUUID() });
const derivations = vi.spyOn(promptCrypto.subtle, "deriveBits"); // what unsealing takes its time with

beforeEach(() => void derivations.mockClear());
afterEach(() => void vi.useRealTimers());

test("a cookie is unsealed once, however often it comes", async () => {
  const session = named();
  const sealed = await seals.seal(session);
  derivations.mockClear();
  expect(await seals.open(sealed)).toEqual(session);
  const once = derivations.mock.calls.length;
  expect(once).toBeGreaterThan(0);
  for (const _ of [1, 2, 3]) expect(await seals.open(sealed)).toEqual(session);
  expect(derivations).toHaveBeenCalledTimes(once);
});

test("what iron-session has sealed is opened as iron-session opens it, and nothing else is", async () => {
  const session = named();
  const [password] = env().SESSION_SECRET as [string];
  for (const words of [session, { ...session, note: "é ".repeat(200) }]) {
    const sealed = await sealData(words, { password });
    expect(await unsealData(sealed, { password })).toEqual(words);
    expect(await seals.open(sealed)).toEqual(session);
  }
  const sealed = await sealData(session, { password });
  const parts = sealed.split("*");
  for (const [part, text] of parts.entries()) {
    const forged = parts.with(part, text.endsWith("0") ? `${text}1` : `${text.slice(0, -1)}0`).join("*");
    expect(await seals.open(forged), `part ${part}`).toBeNull();
  }
  for (const odd of ["", "~2", "*******~2", sealed.slice(0, -2), sealed.replace("*1*", "*2*"), `${sealed}~2`]) {
    expect(await seals.open(odd), odd).toBeNull();
  }
});

test("a cookie that was opened and has expired since is nobody's", async () => {
  const session = named();
  const sealed = await seals.seal(session);
  const before = Date.now();
  vi.useFakeTimers({ toFake: ["Date"], now: before });
  expect(await seals.open(sealed)).toEqual(session);
  vi.setSystemTime(before + (SESSION_SECONDS - 60) * 1_000);
  expect(await seals.open(sealed)).toEqual(session);
  vi.setSystemTime(before + (SESSION_SECONDS + 120) * 1_000);
  expect(await seals.open(sealed)).toBeNull();
});

test("one character more, less or other than in a known cookie, and it is nobody's", async () => {
  const sealed = await seals.seal(named());
  expect(await seals.open(sealed)).not.toBeNull();
  const at = sealed.lastIndexOf("*") + 5;
  const other = sealed[at] === "A" ? "B" : "A";
  for (const changed of [`F${sealed}`, sealed.slice(1), sealed.slice(0, at) + other + sealed.slice(at + 1)]) {
    expect(await seals.open(changed), changed).toBeNull();
  }
});

test("what was refused is refused again, and costs no memory", async () => {
  const known = oncePerProcess("seals.known", () => new Map());
  const before = known.size;
  const forged = await sealData(named(), { password: "x".repeat(32) });
  for (const _ of [1, 2]) expect(await seals.open(forged)).toBeNull();
  expect(known.size).toBe(before);
});

test("only so many are known: the longest unused is unsealed again", async () => {
  const known = oncePerProcess("seals.known", () => new Map<string, unknown>());
  known.clear();
  const [one, two, three] = await Promise.all([seals.seal(named()), seals.seal(named()), seals.seal(named())]);
  await seals.open(one);
  await seals.open(two);
  for (let other = 2; other < SEALS_KNOWN_MAX; other++) known.set(`other ${other}`, {});
  await seals.open(one); // used again
  await seals.open(three);
  expect(known.size).toBe(SEALS_KNOWN_MAX);
  derivations.mockClear();
  await seals.open(one);
  expect(derivations).not.toHaveBeenCalled();
  await seals.open(two);
  expect(derivations).toHaveBeenCalled();
});
