import { describe, expect, test } from "vitest";
import type { LiveMessage, Message } from "../events";
import { PAGE_SIZE } from "../limits";
import { ROWS_MAX, Timeline } from "./timeline";

const message = (cursor: number, id = `m${cursor}`): Message => {
  return { id, roomId: "0", from: "2", date: cursor, message: `text ${cursor}`, cursor: String(cursor) };
};
const live = (cursor: number, prev: number | null, id?: string): LiveMessage => {
  return { ...message(cursor, id), prev: prev === null ? null : String(prev) };
};
const page = (
  cursors: number[],
  { older = null, newer = null }: { older?: string | null; newer?: string | null } = {},
) => {
  return { messages: cursors.map((cursor) => message(cursor)), older, newer };
};
const idsIn = (timeline: Timeline) => timeline.state.get().messages.map(({ id }) => id);
const open = (...cursors: number[]) => new Timeline("0", page(cursors));

describe("an answer that comes later than a newer one", () => {
  test("leaves a hole that is seen, behind a newer answer", () => {
    const timeline = open(1, 2);
    timeline.reset([live(8, 7), live(9, 8)], "2");
    timeline.reset([live(5, 4), live(6, 5)], "2");
    expect(idsIn(timeline)).toEqual(["m5", "m6", "m8", "m9"]);
    expect(timeline.whole).toBe("6");
    expect(timeline.insert([live(7, 6)]).hole).toBe(false);
    expect(timeline.whole).toBe("9");
  });

  test("and behind a newer page", () => {
    const timeline = open(1, 2);
    timeline.show(page([8, 9], { older: "8" }));
    timeline.reset([live(5, 4), live(6, 5)], "2");
    expect(timeline.whole).toBe("6");
    timeline.insert([live(7, 6), live(8, 7)]);
    expect(timeline.whole).toBe("9");
  });
});

describe("inserting", () => {
  test("a message comes in its place, however late it is told", () => {
    const timeline = open(1, 2);
    timeline.insert([live(4, 3)]);
    timeline.insert([live(3, 2)]);
    expect(idsIn(timeline)).toEqual(["m1", "m2", "m3", "m4"]);
  });

  test("a message that is told twice stands once", () => {
    const timeline = open(1);
    expect(timeline.insert([live(2, 1)]).added).toHaveLength(1);
    expect(timeline.insert([live(2, 1)]).added).toHaveLength(0);
    expect(idsIn(timeline)).toEqual(["m1", "m2"]);
  });

  test("a message with the id of somebody else's stands beside it", () => {
    const timeline = open(1);
    timeline.insert([live(2, 1, "a")]);
    timeline.insert([{ ...live(3, 2, "a"), from: "3" }]);
    expect(timeline.state.get().messages.map(({ from }) => from)).toEqual(["2", "2", "3"]);
  });

  test("two messages with the same cursor both stand, ordered by id", () => {
    const timeline = open(1);
    timeline.insert([live(2, 1, "b")]);
    timeline.insert([live(2, 1, "a")]);
    expect(idsIn(timeline)).toEqual(["m1", "a", "b"]);
  });

  test("cursors are ordered as numbers, not as words", () => {
    const timeline = open(9);
    timeline.insert([live(10, 9)]);
    expect(idsIn(timeline)).toEqual(["m9", "m10"]);
  });

  test("a message from before the window stays out of it", () => {
    const timeline = new Timeline("0", page([5, 6], { older: "5" }));
    expect(timeline.insert([live(3, 2)]).added).toHaveLength(0);
    expect(idsIn(timeline)).toEqual(["m5", "m6"]);
  });

  test("a window that does not end at the newest takes nothing in", () => {
    const timeline = new Timeline("0", page([5, 6], { newer: "6" }));
    timeline.insert([live(9, 8)]);
    expect(idsIn(timeline)).toEqual(["m5", "m6"]);
    expect(timeline.isAtNewest).toBe(false);
  });

  test("a row that is told again stays the same object, so that it is not drawn again", () => {
    const timeline = open(1, 2);
    const [, before] = timeline.state.get().messages;
    timeline.insert([live(2, 1), live(3, 2)]);
    expect(timeline.state.get().messages[1]).toBe(before);
  });
});

describe("holes", () => {
  test("a message after one we hold leaves none", () => {
    expect(open(1, 2).insert([live(3, 2)]).hole).toBe(false);
  });

  test("the first message of an empty room leaves none", () => {
    expect(open().insert([live(3, null)]).hole).toBe(false);
  });

  test("a message after one we do not hold leaves one, and what is whole ends before it", () => {
    const timeline = open(1, 2);
    expect(timeline.insert([live(4, 3)]).hole).toBe(true);
    expect(timeline.whole).toBe("2");
  });

  test("it is gone when the missing one comes", () => {
    const timeline = open(1, 2);
    timeline.insert([live(4, 3)]);
    expect(timeline.insert([live(3, 2)]).hole).toBe(false);
    expect(timeline.whole).toBe("4");
  });

  test("what came before the window is not missing", () => {
    const timeline = new Timeline("0", page([5], { older: "5" }));
    expect(timeline.insert([live(6, 4)]).hole).toBe(false);
  });

  test("an acknowledged message is not relied on until its event has told what was before it", () => {
    const timeline = open(1);
    timeline.insert([message(3)]);
    expect(timeline.whole).toBe("1");
    expect(timeline.insert([live(3, 1)]).hole).toBe(false);
    expect(timeline.whole).toBe("3");
  });
});

describe("the window", () => {
  test("an older page comes before it, without what is there already", () => {
    const timeline = new Timeline("0", page([5, 6], { older: "5" }));
    timeline.prepend(page([3, 4, 5], { older: "3" }));
    expect(idsIn(timeline)).toEqual(["m3", "m4", "m5", "m6"]);
    expect(timeline.state.get().older).toBe("3");
    expect(timeline.whole).toBe("6");
  });

  test("a reset leaves the newest page only; a full one has older ones", () => {
    const timeline = open(1, 2);
    const newest = Array.from({ length: PAGE_SIZE }, (_, index) => message(100 + index));
    timeline.reset(newest, "2");
    expect(idsIn(timeline)).toHaveLength(PAGE_SIZE);
    expect(timeline.state.get().older).toBe("100");
    timeline.reset([live(200, null)], "2");
    expect(timeline.state.get().older).toBeNull();
  });

  test("a page after a reset that poison has made shorter is not taken for the beginning", () => {
    const timeline = open(1, 2);
    timeline.reset([live(100, 99), live(101, 100)], "2");
    expect(timeline.state.get().older).toBe("100");
  });

  test("a reset keeps what was heard while it was on its way, and nothing that storage has lost", () => {
    const timeline = open(1, 2);
    timeline.insert([live(9, 8)]);
    timeline.reset([message(7), message(8)], "2");
    expect(idsIn(timeline)).toEqual(["m7", "m8", "m9"]);
    timeline.reset([message(5)], "9");
    expect(idsIn(timeline)).toEqual(["m5"]);
  });

  test("who reads further up keeps what they read up to the hole; what follows comes by paging, without one", () => {
    const timeline = open(1, 2);
    timeline.insert([live(9, 8)]);
    timeline.following = false;
    timeline.reset([message(50), message(51)], "2");
    expect(idsIn(timeline)).toEqual(["m1", "m2"]);
    expect(timeline.state.get().newer).toBe("2");
  });

  test("a page rendered anew brings what is missing and takes nothing away", () => {
    const timeline = open(1, 2, 3);
    timeline.renew(page([2, 3, 4], { older: "2" }));
    expect(idsIn(timeline)).toEqual(["m1", "m2", "m3", "m4"]);
  });

  test("a newer page comes after it, and the last one makes it live again", () => {
    const timeline = new Timeline("0", page([1, 2], { newer: "2" }));
    timeline.append(page([2, 3], { older: "2", newer: "3" }));
    expect(timeline.isAtNewest).toBe(false);
    timeline.append(page([4], { older: "4" }));
    expect(idsIn(timeline)).toEqual(["m1", "m2", "m3", "m4"]);
    expect(timeline.insert([live(5, 4)])).toMatchObject({ hole: false });
    expect(timeline.whole).toBe("5");
  });

  test("another part of the history takes its place", () => {
    const timeline = open(8, 9);
    timeline.show(page([2, 3], { older: "2", newer: "3" }));
    expect(timeline.state.get()).toMatchObject({ older: "2", newer: "3" });
    expect(idsIn(timeline)).toEqual(["m2", "m3"]);
  });
});

describe("a full window", () => {
  const full = () => open(...Array.from({ length: ROWS_MAX }, (_, index) => index + 1_000));
  const last = String(ROWS_MAX + 999);

  test("loses its oldest rows while its end is followed, and the link to them stays true", () => {
    const timeline = full();
    timeline.insert([live(2_000, Number(last)), live(2_001, 2_000)]);
    expect(timeline.state.get().messages).toHaveLength(ROWS_MAX);
    expect(timeline.state.get()).toMatchObject({ older: "1002", newer: null });
    expect(timeline.whole).toBe("2001");
  });

  test("loses its newest rows for an older page, and is live no longer", () => {
    const timeline = full();
    timeline.prepend(page([997, 998, 999], { older: "997" }));
    expect(idsIn(timeline)).toHaveLength(ROWS_MAX);
    expect(timeline.state.get()).toMatchObject({ older: "997", newer: String(Number(last) - 3) });
  });

  test("loses its oldest rows for a newer page", () => {
    const timeline = new Timeline("0", { ...page([...Array(ROWS_MAX).keys()].map((n) => n + 1)), newer: "300" });
    timeline.append(page([301, 302], { older: "301", newer: "302" }));
    expect(timeline.state.get()).toMatchObject({ older: "3", newer: "302" });
  });

  test("takes nothing from who reads further up, and takes nothing more in at its end", () => {
    const timeline = full();
    timeline.following = false;
    expect(timeline.insert([live(2_000, Number(last))]).added).toHaveLength(1);
    expect(idsIn(timeline)[0]).toBe("m1000");
    expect(timeline.state.get().newer).toBe(last);
    expect(timeline.insert([live(2_001, 2_000)]).added).toEqual([]);
  });
});

describe("a newest page after a gap", () => {
  const gap = page([50, 51], { older: "50" });

  test("is where a reader who follows goes on", () => {
    const timeline = open(1, 2);
    timeline.renew(gap);
    expect(idsIn(timeline)).toEqual(["m50", "m51"]);
  });

  test("is not shown to who reads further up: their window ends before the gap", () => {
    const timeline = open(1, 2);
    timeline.following = false;
    timeline.renew(gap);
    expect(idsIn(timeline)).toEqual(["m1", "m2"]);
    expect(timeline.state.get().newer).toBe("2");
  });
});
