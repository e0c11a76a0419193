/** Each promise, broken once: a history in which everything is well but one thing. */
import { describe, expect, test } from "vitest";
import type { Message } from "../../lib/events";
import { check, type Promised } from "./check";
import type { Happening, Row } from "./history";
import type { End } from "./story";

const BEGAN = 1_800_000_000_000;

/** Ann (1) and Ben (2) are in the closed room 5, Cleo (3) is not. Ann has written "one" and "two", and Ben heard them. */
function wellDone() {
  const happenings: Happening[] = [];
  const note = (at: number, what: object) => happenings.push({ at: BEGAN + at, ...what } as Happening);
  for (const [index, id] of ["one", "two"].entries()) {
    const at = 1_000 * index;
    note(at, { type: "written", id, by: "1", tab: "ann", roomId: "5", text: id });
    note(at + 1, { type: "sent", id });
    note(at + 20, { type: "acknowledged", id, cursor: cursorOf(at + 10) });
    note(at + 20, { type: "settled", id, tab: "ann" });
    note(at + 30, { type: "heard", by: "2", ear: "ben", roomId: "5", ids: [id] });
    note(at + 31, shown("ben/1", index, { id, cursor: cursorOf(at + 10) }));
  }
  note(2_000, { type: "signed out", ear: "ben's phone" });
  const rows = [row("one", 10), row("two", 1_010)];
  const end: End = {
    at: BEGAN + 10_000,
    rooms: { "5": [stored("one", 10), stored("two", 1_010)] },
    members: { "5": ["1", "2"] },
    views: [{ tab: "ben", roomId: "5", rows, fromStart: true, toEnd: true }],
    outboxes: { ann: [], ben: [] },
    drafts: [{ whose: "ann in 5", written: "three", found: "three" }],
    presence: { expected: ["1", "2"], stored: ["1", "2"], seen: { ann: ["1", "2"] } },
    ears: ["ben"],
    resources: [{ instance: "instance-1", what: "MiB", before: 100, after: 120, allowed: 300 }],
    streams: [{ name: "stream", by: "2", since: { "5": BEGAN / 1000 - 1 }, ids: ["one", "two"] }],
  };
  return { happenings, note, end };
}

const cursorOf = (at: number) => String((BEGAN + at) / 1000);
const row = (id: string, at: number): Row => ({ id, cursor: cursorOf(at) });
const stored = (id: string, at: number): Message => {
  return { id, roomId: "5", from: "1", date: Math.floor((BEGAN + at) / 1000), message: id, cursor: cursorOf(at) };
};
const shown = (view: string, from: number, ...rows: Row[]) => ({ type: "shown", view, top: 0, from, removed: 0, rows });

type World = ReturnType<typeof wellDone>;

/** The promises that the checker finds broken. */
function broken(change: (world: World) => void): Promised[] {
  const world = wellDone();
  change(world);
  const found = check(world.happenings, world.end).filter(({ violations }) => violations.length > 0);
  return found.map(({ promise }) => promise);
}

/** Something was written, and everything else is as it should be. */
const write = ({ note }: World, at: number, message: { id: string; tab?: string; by?: string }) =>
  note(at, { type: "written", tab: "ann", by: "1", roomId: "5", text: message.id, ...message });

test("where everything is well, nothing is found, and everything was looked at", () => {
  const { happenings, end } = wellDone();
  const checked = check(happenings, end);
  expect(checked.flatMap(({ violations }) => violations)).toEqual([]);
  expect(checked.filter(({ examined }) => examined === 0)).toEqual([]);
});

const CASES: [Promised, string, (world: World) => void][] = [
  [
    "what was acknowledged is stored",
    "an acknowledged message is not in Redis",
    (world) => {
      write(world, 3_000, { id: "gone" });
      world.note(3_010, { type: "acknowledged", id: "gone", cursor: cursorOf(3_005) });
    },
  ],
  [
    "what was acknowledged is stored",
    "a message has left the outbox, and is not in Redis",
    (world) => {
      write(world, 3_000, { id: "gone" });
      world.note(3_010, { type: "settled", id: "gone", tab: "ann" });
    },
  ],
  [
    "what was acknowledged is stored",
    "a message stands elsewhere than was said",
    ({ note }) => note(1_500, { type: "acknowledged", id: "one", cursor: cursorOf(999) }),
  ],
  [
    "nothing is stored twice",
    "one message stands there two times",
    ({ end }) => end.rooms["5"]?.push(stored("one", 1_020)),
  ],
  [
    "each message is stored as it was written, by its author",
    "a message has another author",
    ({ end }) => Object.assign(end.rooms["5"]?.[0] ?? {}, { from: "2" }),
  ],
  [
    "each message is stored as it was written, by its author",
    "a message was written by nobody",
    ({ end }) => end.rooms["5"]?.push(stored("forged", 1_020)),
  ],
  ["nothing typed is lost", "a message is nowhere", (world) => write(world, 3_000, { id: "lost" })],
  [
    "outboxes are empty",
    "a message is on its way for ever",
    ({ end }) => {
      end.outboxes.ann = ["two"];
    },
  ],
  [
    "scores strictly increase",
    "two messages have one score",
    ({ end }) => Object.assign(end.rooms["5"]?.[1] ?? {}, { cursor: cursorOf(10) }),
  ],
  [
    "what is written later stands later",
    "what was written after an acknowledgement stands before it",
    (world) => {
      write(world, 2_000, { id: "late", tab: "ann's phone" });
      world.end.rooms["5"]?.splice(1, 0, stored("late", 1_005));
    },
  ],
  [
    "scores are times of Redis",
    "a message is dated by a clock that is ten minutes ahead",
    (world) => {
      write(world, 3_000, { id: "ahead" });
      world.note(3_010, { type: "acknowledged", id: "ahead", cursor: cursorOf(603_000) });
      world.end.rooms["5"]?.push(stored("ahead", 603_000));
    },
  ],
  [
    "one sender's messages are stored in order",
    "the second of a tab stands before its first",
    ({ end }) => end.rooms["5"]?.reverse(),
  ],
  [
    "no screen ever showed a message twice, or out of order",
    "a message was shown twice for a moment",
    ({ note }) => {
      note(3_000, shown("ben/1", 2, row("two", 1_010)));
      note(3_001, { type: "shown", view: "ben/1", top: 0, from: 2, removed: 1, rows: [] });
    },
  ],
  [
    "no screen ever showed a message twice, or out of order",
    "an earlier message was shown below a later one",
    ({ note }) => note(3_000, shown("cleo/1", 0, row("two", 1_010), row("one", 10))),
  ],
  [
    "no screen ever showed a message twice, or out of order",
    "on their way, two messages of one tab were shown the wrong way round",
    ({ note }) => note(3_000, shown("ann/1", 0, { id: "two", cursor: null }, { id: "one", cursor: null })),
  ],
  [
    "what was shown as stored is stored",
    "a message was shown that Redis does not hold",
    ({ note }) => note(3_000, shown("ben/2", 0, row("phantom", 20))),
  ],
  ["every view is what Redis holds", "a view has a hole", ({ end }) => end.views[0]?.rows.shift()],
  ["every view is what Redis holds", "a view lacks the end", ({ end }) => end.views[0]?.rows.pop()],
  ["every view is what Redis holds", "a view shows too much", ({ end }) => end.views[0]?.rows.push(row("x", 2_000))],
  [
    "every view is what Redis holds",
    "a view does not follow the end",
    ({ end }) => Object.assign(end.views[0] ?? {}, { toEnd: false }),
  ],
  ["streams miss nothing", "a stream has not heard a message", ({ end }) => end.streams[0]?.ids.pop()],
  [
    "outsiders and removed members get nothing",
    "a stranger hears the closed room",
    ({ note }) => note(1_040, { type: "heard", by: "3", ear: "cleo", roomId: "5", ids: ["two"] }),
  ],
  [
    "outsiders and removed members get nothing",
    "who was removed hears what is said two seconds later",
    (world) => {
      world.note(3_000, { type: "removed", who: "2", roomId: "5" });
      write(world, 5_000, { id: "secret" });
      world.end.rooms["5"]?.push(stored("secret", 5_005));
      world.end.views = [];
      world.end.streams = [];
      world.note(5_010, { type: "heard", by: "2", ear: "ben", roomId: "5", ids: ["secret"] });
    },
  ],
  [
    "outsiders and removed members get nothing",
    "who was removed is answered by an old link",
    ({ note }) => {
      note(3_000, { type: "removed", who: "2", roomId: "5" });
      note(6_000, { type: "heard", by: "2", ear: "ben", roomId: "5", ids: ["one"], asked: BEGAN + 5_900 });
    },
  ],
  [
    "ended sessions hear nothing",
    "a session that has ended is connected",
    ({ end }) => void end.ears.push("ben's phone"),
  ],
  [
    "ended sessions hear nothing",
    "a session that has ended hears what is said two seconds later",
    (world) => {
      write(world, 4_500, { id: "news" });
      world.end.rooms["5"]?.push(stored("news", 4_505));
      world.end.views = [];
      world.end.streams = [];
      world.note(4_510, { type: "heard", by: "2", ear: "ben's phone", roomId: "5", ids: ["news"] });
    },
  ],
  ["online is who has a tab", "somebody is online without a tab", ({ end }) => void end.presence.stored.push("3")],
  ["online is who has a tab", "somebody here is not online", ({ end }) => void end.presence.stored.pop()],
  ["online is who has a tab", "one tab takes somebody for gone", ({ end }) => void end.presence.seen.ann?.pop()],
  ["drafts are kept", "a draft is gone", ({ end }) => Object.assign(end.drafts[0] ?? {}, { found: "" })],
  [
    "memory and descriptors are back",
    "a process has kept too much",
    ({ end }) => Object.assign(end.resources[0] ?? {}, { after: 301 }),
  ],
  ["no process ends by itself", "a process has ended", ({ note }) => note(3_000, { type: "fell", what: "instance-1" })],
];

describe("finds broken", () => {
  test.each(CASES)("“%s”: %s", (promise, _what, change) => {
    expect(broken(change)).toContain(promise);
  });
});

describe("is content when", () => {
  const fine: [string, (world: World) => void][] = [
    [
      "somebody was removed, and hears what was said before",
      ({ note }) => {
        note(3_000, { type: "removed", who: "2", roomId: "5" });
        note(5_000, { type: "heard", by: "2", ear: "ben", roomId: "5", ids: ["two"] });
      },
    ],
    [
      "somebody was removed, is invited again, and reads what was said meanwhile",
      (world) => {
        world.note(3_000, { type: "removed", who: "2", roomId: "5" });
        world.note(6_000, { type: "inviting", who: "2", roomId: "5" });
        world.note(6_500, {
          type: "heard",
          by: "2",
          ear: "ben",
          roomId: "5",
          ids: ["one", "two"],
          asked: BEGAN + 6_400,
        });
      },
    ],
    [
      "a message was refused, and is not stored",
      (world) => {
        write(world, 3_000, { id: "refused" });
        world.note(3_010, { type: "refused", id: "refused", code: "not_found" });
      },
    ],
    [
      "a window begins in the middle of a long room",
      ({ end }) => Object.assign(end.views[0] ?? {}, { rows: [row("two", 1_010)], fromStart: false }),
    ],
  ];
  test.each(fine)("%s", (_what, change) => {
    expect(broken(change)).toEqual([]);
  });
});
