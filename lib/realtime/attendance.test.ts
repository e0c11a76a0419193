import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { PRESENCE_BEAT_MS, PRESENCE_GATHER_MS, PRESENCE_GRACE_MS } from "../limits";
import { type Attendance, createAttendance } from "./attendance";

let asked: string[]; // of Redis
let published: string[]; // to everybody
let shown: unknown[]; // to the people here
let online: Set<string>; // as Redis has it
let away: boolean;
let answering: Promise<void>; // when Redis does
let attendance: Attendance;

const people = (ids: string[]) => ids.map((id) => ({ id, username: `u${id}`, online: online.has(id) }));

/** Redis, as far as presence knows it: this instance is the only one. */
async function change(what: string, ids: string[]) {
  asked.push(`${what} ${ids.join()}`.trim());
  if (away) throw new Error("away");
  const goes = what === "depart" ? ids : what === "bye" ? [...online] : [];
  const came = what === "arrive" || what === "beat" ? ids.filter((id) => !online.has(id)) : [];
  for (const id of came) online.add(id);
  for (const id of goes) online.delete(id);
  await answering;
  return { online: came, offline: goes };
}

beforeEach(() => {
  vi.useFakeTimers();
  [asked, published, shown, online, away] = [[], [], [], new Set(), false];
  answering = Promise.resolve();
  attendance = createAttendance({
    presence: {
      arrive: (ids) => change("arrive", ids),
      depart: (ids) => change("depart", ids),
      beat: (here) => change("beat", here()),
      bye: () => change("bye", []),
      onlineIds: async () => {
        if (away) throw new Error("away");
        return [...online];
      },
    },
    users: { byIds: async (ids) => people(ids) },
    relay: { publishPresence: async ({ id, online }) => void published.push(`${online ? "+" : "-"}${id}`) },
    tellAll: (told) => shown.push(told),
  });
});
afterEach(() => vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("a person", () => {
  test("comes with the first tab and goes with the last", async () => {
    attendance.arrive("5");
    attendance.arrive("5");
    await pass(0);
    expect([asked, published]).toEqual([["arrive 5"], ["+5"]]);
    attendance.depart("5");
    await pass(PRESENCE_GRACE_MS);
    expect(asked).toEqual(["arrive 5"]);
    attendance.depart("5");
    await pass(PRESENCE_GRACE_MS - 1);
    expect(published).toEqual(["+5"]);
    await pass(1);
    expect([asked, published]).toEqual([
      ["arrive 5", "depart 5"],
      ["+5", "-5"],
    ]);
  });

  test("the first is written at once, all who come meanwhile together", async () => {
    for (let id = 1; id <= 100; id++) attendance.arrive(String(id));
    expect(asked).toEqual(["arrive 1"]);
    await pass(0);
    const others = Array.from({ length: 99 }, (_, index) => String(index + 2));
    expect(asked).toEqual(["arrive 1", `arrive ${others.join()}`]);
    expect(published.toSorted()).toEqual(["1", ...others].map((id) => `+${id}`).toSorted());
  });

  test("whose turn comes when they have gone is not written", async () => {
    let answer = () => {};
    answering = new Promise((resolve) => {
      answer = resolve;
    });
    for (const id of ["1", "2", "3"]) attendance.arrive(id);
    attendance.depart("2");
    await pass(PRESENCE_GRACE_MS);
    answer();
    await pass(0);
    expect(asked).toEqual(["arrive 1", "depart 2", "arrive 3"]);
  });

  test("who waits for their turn when the instance ends is not written after its goodbye", async () => {
    for (const id of ["1", "2"]) attendance.arrive(id);
    await attendance.stop();
    await pass(0);
    expect([asked, [...online]]).toEqual([["arrive 1", "bye"], []]);
  });

  test("who reloads the page does not flicker", async () => {
    attendance.arrive("5");
    attendance.depart("5");
    await pass(PRESENCE_GRACE_MS - 1);
    attendance.arrive("5");
    await pass(10 * PRESENCE_GRACE_MS);
    expect([asked, published]).toEqual([["arrive 5"], ["+5"]]);
  });

  test("who reloads twice goes a full grace after the last time", async () => {
    attendance.arrive("5");
    for (const _ of [1, 2]) {
      attendance.depart("5");
      await pass(PRESENCE_GRACE_MS - 1);
      attendance.arrive("5");
    }
    attendance.depart("5");
    await pass(PRESENCE_GRACE_MS - 1);
    expect(published).toEqual(["+5"]);
    await pass(1);
    expect(published).toEqual(["+5", "-5"]);
  });
});

describe("a beat", () => {
  test("says every ten seconds who is here, those who may come back among them", async () => {
    attendance.start();
    attendance.arrive("5");
    attendance.arrive("6");
    await pass(PRESENCE_BEAT_MS - 1);
    attendance.depart("6");
    await pass(1);
    expect(asked.at(-1)).toBe("beat 5,6");
    await pass(PRESENCE_BEAT_MS);
    expect(asked.slice(-2)).toEqual(["depart 6", "beat 5"]);
  });

  test("brings back whom a sibling took away, and says so", async () => {
    attendance.arrive("5");
    await pass(0);
    online.clear();
    await attendance.beat();
    expect(published).toEqual(["+5", "+5"]);
  });

  test("makes up for an arrival that Redis did not hear", async () => {
    away = true;
    attendance.arrive("5");
    await pass(0);
    expect(published).toEqual([]);
    away = false;
    await attendance.beat();
    expect(published).toEqual(["+5"]);
  });
});

test("changes are gathered, and shown as Redis has them then", async () => {
  online = new Set(["5"]);
  for (const id of ["5", "6", "5", "6"]) attendance.heard(id);
  await pass(PRESENCE_GATHER_MS - 1);
  expect(shown).toEqual([]);
  online.add("6");
  online.delete("5");
  await pass(1);
  expect(shown).toEqual([{ online: people(["6"]), offline: ["5"] }]);
  attendance.heard("5");
  await pass(PRESENCE_GATHER_MS);
  expect(shown).toHaveLength(2);
});

test("an instance that ends takes its people off at once, and nobody goes twice", async () => {
  attendance.start();
  attendance.arrive("5");
  attendance.arrive("6");
  await pass(0);
  attendance.depart("6");
  await attendance.stop();
  attendance.depart("5");
  await pass(10 * PRESENCE_BEAT_MS);
  expect(asked.slice(-1)).toEqual(["bye"]);
  expect(published.slice(2).sort()).toEqual(["-5", "-6"]);
});

describe("what was not heard", () => {
  test("is found at a beat, and told once: who went, and who came back", async () => {
    online.add("7");
    await attendance.beat();
    online.delete("7");
    online.add("8");
    await attendance.beat();
    await attendance.beat();
    await pass(PRESENCE_GATHER_MS);
    expect(shown).toEqual([{ online: [{ id: "8", username: "u8", online: true }], offline: ["7"] }]);
    online.add("7");
    await attendance.beat();
    await pass(PRESENCE_GATHER_MS);
    await attendance.beat();
    await pass(PRESENCE_GATHER_MS);
    expect(shown).toHaveLength(2);
  });

  test("waits for Redis", async () => {
    await attendance.beat();
    online.add("8");
    attendance.heard("8");
    away = true;
    await attendance.beat();
    away = false;
    shown.length = 0;
    online.add("9");
    await attendance.beat();
    await pass(PRESENCE_GATHER_MS);
    expect(shown).toHaveLength(1);
  });

  test("is nothing where everything was heard", async () => {
    await attendance.beat();
    online.add("8");
    attendance.heard("8");
    await pass(PRESENCE_GATHER_MS);
    await attendance.beat();
    await pass(PRESENCE_GATHER_MS);
    expect(shown).toHaveLength(1);
  });
});
