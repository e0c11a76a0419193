import { beforeEach, describe, expect, test } from "vitest";
import { redisSeconds } from "../clock";
import type { LiveMessage } from "../events";
import { createTails, type Tails } from "./tails";

const NOW = Math.floor(Date.now() / 1000);

/** A room as it stands in Redis, which can be told to answer later, or not at all. */
let stored: LiveMessage[];
let answering: Promise<void>;
let reads: number;
let delivered: string[];
let tails: Tails;
let followed: string[];

/** A message `seconds` from now. */
function message(text: string, seconds: number, roomId = "0"): LiveMessage {
  const cursor = String(NOW + seconds);
  return { id: text, roomId, from: "5", date: Math.floor(Number(cursor)), message: text, cursor, prev: null };
}

function store(...messages: LiveMessage[]): void {
  stored = [...stored, ...messages].sort((a, b) => Number(a.cursor) - Number(b.cursor));
}

/** From here on Redis answers only when the function that is returned is called. */
function pause(): () => void {
  let go = () => {};
  answering = new Promise((resolve) => {
    go = resolve;
  });
  return go;
}

const history = {
  async lastCursor() {
    await answering;
    return stored.at(-1)?.cursor ?? null;
  },
  async counts(ranges: { from: number; to: number }[]) {
    const counted = ranges.map(
      ({ from, to }) => stored.filter(({ cursor }) => Number(cursor) >= from && Number(cursor) <= to).length,
    );
    await answering;
    return counted;
  },
  async fromTime(_roomId: string, from: number, limit: number) {
    reads++;
    await answering;
    const found = stored.filter(({ cursor }) => Number(cursor) >= from);
    return { messages: found.slice(0, limit), more: found.length > limit };
  },
};

/** Opens the room and waits until what stands there has been read. */
async function opened(): Promise<void> {
  tails.open("0");
  await expect.poll(() => reads).toBeGreaterThan(0);
  await new Promise(setImmediate);
}

const relay = {
  follow: (roomId: string) => followed.push(roomId),
  unfollow: (roomId: string) => {
    followed = followed.filter((other) => other !== roomId);
  },
};

beforeEach(() => {
  followed = [];
  stored = [];
  answering = Promise.resolve();
  reads = 0;
  delivered = [];
  tails = createTails(history, ({ id }) => delivered.push(id), relay);
});

describe("a sibling's message", () => {
  test("is read when the bell rings, and delivered once however often it rings", async () => {
    store(message("old", -10));
    await opened();
    store(message("new", 0));
    for (const _ of [1, 2, 3]) tails.ring("0", NOW);
    await expect.poll(() => delivered).toEqual(["new"]);
    store(message("newer", 0.5));
    tails.ring("0", NOW);
    await expect.poll(() => delivered).toEqual(["new", "newer"]);
  });

  test("is found behind what is shown already, as a late clock puts it", async () => {
    store(message("old", -100), message("shown", -0.5));
    await opened();
    store(message("late", -60));
    tails.ring("0", NOW - 60);
    await expect.poll(() => delivered).toEqual(["late"]);
  });

  test("is found hours behind, and brings nothing of what was said around it", async () => {
    store(message("before", -7_201), message("between", -7_100), message("shown", -1));
    await opened();
    store(message("from another time", -7_200));
    tails.ring("0", NOW - 7_200);
    await expect.poll(() => delivered).toEqual(["from another time"]);
    tails.ring("0", NOW - 7_200.5);
    store(message("the last", 0));
    tails.ring("0", NOW);
    await expect.poll(() => delivered.at(-1)).toBe("the last");
    expect(delivered).not.toContain("between");
  });

  test("is found without a date", async () => {
    await opened();
    store(message("new", 0));
    tails.ring("0", null);
    await expect.poll(() => delivered).toEqual(["new"]);
  });

  test("is delivered with hundreds of others in their order", async () => {
    await opened();
    const many = Array.from({ length: 450 }, (_, i) => message(String(i), i / 1000));
    store(...many);
    tails.ring("0", null);
    await expect.poll(() => delivered).toEqual(many.map(({ id }) => id));
  });

  test("with a clock an hour ahead does not hide what is said now", async () => {
    store(message("early", 3_600));
    await opened();
    store(message("now", 0));
    tails.ringAll();
    await expect.poll(() => delivered).toEqual(["now"]);
  });
});

describe("a message of ours", () => {
  test("is delivered when it is heard, once, and not again when the room is read", async () => {
    await opened();
    const ours = message("ours", 0);
    store(ours);
    expect([tails.heard(ours), tails.heard(ours)]).toEqual([true, false]);
    store(message("a sibling's", 0.5));
    tails.ring("0", NOW);
    await expect.poll(() => delivered).toEqual(["a sibling's"]);
  });

  test("that was read before it is heard is not delivered twice", async () => {
    await opened();
    const ours = message("ours", 0);
    store(ours);
    tails.ring("0", null);
    await expect.poll(() => delivered).toEqual(["ours"]);
    expect(tails.heard(ours)).toBe(false);
  });
});

test("what a very busy room has said is not told again because it is read while more is said", async () => {
  await opened();
  const said = Array.from({ length: 6_000 }, (_, index) => message(`said ${index}`, -60 + index / 100));
  const hear = (messages: LiveMessage[]) => {
    store(...messages);
    for (const one of messages) tails.heard(one);
  };
  hear(said.slice(0, 5_000));
  const go = pause();
  tails.ring("0", null);
  hear(said.slice(5_000));
  answering = Promise.resolve();
  go();
  store(message("a sibling's", 1));
  tails.ring("0", NOW);
  await expect.poll(() => delivered, { timeout: 10_000 }).toContain("a sibling's");
  expect(delivered).toEqual(["a sibling's"]);
});

describe("of what was said long ago", () => {
  /** So many were heard, one a second up to `end` seconds from now, and are stored. */
  const hearMany = (many: number, end: number) => {
    const said = Array.from({ length: many }, (_, index) => message(`said ${index}`, end - many + index));
    store(...said);
    for (const one of said) tails.heard(one);
  };

  test("nothing is told again, though it is not known any more", async () => {
    await opened();
    hearMany(1_000, 0);
    store(message("a sibling's", 0.5));
    tails.ring("0", NOW - 200);
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["a sibling's"]);
    store(message("missed within five minutes", -290), message("missed before", -700));
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["a sibling's", "missed within five minutes"]);
  });

  test("a hundred are known still, however quiet the room is", async () => {
    await opened();
    hearMany(150, -3_600);
    store(message("missed", -3_650.5), message("missed before", -3_745.5));
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["missed"]);
  });

  test("a message from the future is passed over, and hides nothing of what is said after it", async () => {
    await opened();
    store(message("from the future", 3_600));
    tails.ring("0", null);
    await expect.poll(() => delivered).toEqual(["from the future"]);
    hearMany(1_000, 0);
    store(message("a sibling's", 0.5), message("missed within five minutes", -290), message("missed before", -700));
    tails.ring("0", null);
    await expect.poll(() => delivered).toEqual(["from the future", "a sibling's"]);
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["from the future", "a sibling's", "missed within five minutes"]);
  });
});

describe("while a room is being opened", () => {
  test("a message of ours is delivered, whether it is heard or read first", async () => {
    const go = pause();
    tails.open("0");
    const [first, second] = [message("heard first", 0), message("read first", 0.1)];
    store(first, second);
    expect(tails.heard(first)).toBe(true);
    go();
    await expect.poll(() => reads).toBe(1);
    expect(tails.heard(second)).toBe(true);
    expect(tails.heard(first)).toBe(false);
  });

  test("what is said then, and was not heard, is news: be it read at once or when Redis is back", async () => {
    const later = () => message("said after", Date.now() / 1000 + 0.05 - NOW);
    store(message("shown", -5));
    tails.open("0");
    store(later()); // after the end of the room was asked for
    await expect.poll(() => delivered).toEqual(["said after"]);

    tails.close("0");
    [stored, delivered] = [[message("shown", -5)], []];
    answering = Promise.reject(new Error("away"));
    tails.open("0");
    await expect(answering).rejects.toThrow();
    store(later());
    await new Promise((resolve) => setTimeout(resolve, 60));
    answering = Promise.resolve();
    tails.ringAll();
    await expect.poll(() => delivered).toEqual(["said after"]);
  });

  test("a sibling's message is delivered, though the reading takes it for history", async () => {
    store(message("old", -500), message("shown", -1));
    const go = pause();
    tails.open("0");
    store(message("new", 0));
    tails.ring("0", NOW);
    go();
    await expect.poll(() => delivered).toEqual(["new"]);
  });

  test("a sibling's message is delivered even if its bell rings after the reading", async () => {
    store(message("shown", -1), message("new", 0));
    await opened();
    tails.ring("0", NOW);
    await expect.poll(() => delivered).toEqual(["new"]);
  });

  test.each([null, NOW])("a bell brings back nothing of the history: %s", async (date) => {
    store(message("last year", -30_000_000), message("yesterday", -86_400), message("shown", -5));
    const go = pause();
    tails.open("0");
    tails.ring("0", date);
    go();
    await expect.poll(() => reads).toBeGreaterThan(1);
    store(message("new", 0));
    tails.ring("0", NOW);
    await expect.poll(() => delivered).toEqual(["new"]);
  });
});

describe("while Redis is away", () => {
  const away = () => Promise.reject(new Error("away"));

  test("what the bell rang for is delivered when it is back, without another bell", async () => {
    await opened();
    store(message("missed", 0));
    answering = away();
    tails.ring("0", null);
    await expect.poll(() => reads).toBeGreaterThan(2); // and again in vain
    answering = Promise.resolve();
    await expect.poll(() => delivered, { timeout: 3_000 }).toEqual(["missed"]);
  });

  test("a room that could not be opened is opened when it is back, and its history is not news", async () => {
    store(message("last year", -30_000_000), message("shown", -5));
    answering = away();
    tails.open("0");
    await expect(answering).rejects.toThrow();
    await new Promise(setImmediate);
    answering = Promise.resolve();
    store(message("new", 0));
    tails.ring("0", NOW);
    await expect.poll(() => delivered, { timeout: 3_000 }).toEqual(["new"]);
  });
});

describe("the slow sweep", () => {
  test("finds what no bell rang for, behind what is shown, and once", async () => {
    store(message("old", -100), message("shown", -1));
    await opened();
    store(message("said without a bell", -90));
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["said without a bell"]);
    store(message("another", -80));
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["said without a bell", "another"]);
  });

  test("finds what was missed while others were heard, and what is missed right after it found something", async () => {
    await opened();
    store(message("missed", -10));
    const heard = [message("heard", -5), message("on its way", 0)];
    store(...heard);
    tails.heard(heard[0] as LiveMessage);
    const sweeping = tails.sweep();
    await expect.poll(() => reads, { timeout: 5_000 }).toBe(2); // it counts again after a while
    store(message("missed after", -8));
    await sweeping;
    tails.heard(heard[1] as LiveMessage);
    await tails.sweep();
    await expect.poll(() => delivered).toEqual(["missed", "on its way", "missed after"]);
  });

  test("reads nothing where all was heard", async () => {
    store(message("old", -10));
    await opened();
    const ours = message("ours", 0);
    store(ours);
    tails.heard(ours);
    const before = reads;
    await tails.sweep();
    await new Promise(setImmediate);
    expect([reads, delivered]).toEqual([before, []]);
  });

  test("does not take for missed what is on its way", async () => {
    await opened();
    const ours = message("ours", 0);
    store(ours);
    const before = reads;
    const sweeping = tails.sweep();
    await new Promise(setImmediate);
    tails.heard(ours);
    await sweeping;
    await new Promise(setImmediate);
    expect(reads).toBe(before);
  });
});

describe("a room that is heard only once it is followed", () => {
  test("is followed from the first who listens to the last", async () => {
    await opened();
    tails.open("0");
    expect(followed).toEqual(["0"]);
    tails.close("0");
    expect(followed).toEqual([]);
  });

  test("brings what came between, though it was read already and taken for history", async () => {
    store(message("history", -30));
    tails.open("0");
    const second = Math.floor(redisSeconds());
    store(message("of a sibling, in this second", second - NOW)); // its bell was heard by nobody
    await expect.poll(() => reads).toBeGreaterThan(0);
    await new Promise(setImmediate);
    store(message("ours", second - NOW + 1.5)); // after the reading
    tails.followed("0");
    await expect.poll(() => delivered).toEqual(["of a sibling, in this second", "ours"]);
  });
});

describe("a room that nobody listens to", () => {
  test("is not read, and nothing of it is delivered", async () => {
    store(message("new", 0));
    tails.ring("0", NOW);
    expect(tails.heard(message("ours", 0))).toBe(false);
    await opened();
    tails.close("0");
    const before = reads;
    tails.ring("0", NOW);
    tails.ringAll();
    tails.followed("0");
    expect(tails.heard(message("ours", 0))).toBe(false);
    await new Promise(setImmediate);
    expect([reads, delivered]).toEqual([before, []]);
  });

  test("is read anew when somebody comes back, and what was said meanwhile is history", async () => {
    await opened();
    tails.close("0");
    store(message("meanwhile", -5));
    reads = 0;
    await opened();
    store(message("new", 0));
    tails.ring("0", NOW);
    await expect.poll(() => delivered).toEqual(["new"]);
  });
});

test("where a repeat is searched from is known only as long as nothing may have been missed", async () => {
  await opened();
  tails.heard({ ...message("first", 1.5), prev: String(NOW) });
  tails.heard({ ...message("second", 2.5), prev: String(NOW + 1.5) });
  expect(tails.searchFrom("0", "third", String(NOW + 1.5))).toBe(String(NOW + 2.5));
  tails.ringAll();
  expect(tails.searchFrom("0", "third", String(NOW + 1.5))).toBe(String(NOW + 1.5));
});
