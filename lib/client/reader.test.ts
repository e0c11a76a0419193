import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Message } from "../events";
import { Reader } from "./reader";
import { Timeline } from "./timeline";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const message = (cursor: number): Message => {
  return { id: `m${cursor}`, roomId: "0", from: "2", date: cursor, message: "", cursor: String(cursor) };
};

function setUp(newer: string | null = null) {
  const tell = vi.fn(async (_roomId: string, _cursor: string, _leaving: boolean) => undefined as unknown);
  const read = vi.fn();
  const page = { isVisible: true };
  const reader = new Reader({ rooms: { read }, isVisible: () => page.isVisible, tell });
  const timeline = new Timeline("0", { messages: [message(1)], older: null, newer });
  return { reader, timeline, tell, read, page };
}

test("what is seen is told at once, and of a burst the last", async () => {
  const { reader, timeline, tell } = setUp();
  reader.watch(timeline);
  expect(tell.mock.calls).toEqual([["0", "1", false]]);
  for (const cursor of [2, 3, 4]) {
    timeline.insert([{ ...message(cursor), prev: String(cursor - 1) }]);
    reader.look();
  }
  await vi.advanceTimersByTimeAsync(5_000);
  reader.look();
  expect(tell.mock.calls.slice(1)).toEqual([["0", "4", false]]);
});

test("who leaves at once has read all the same", async () => {
  const { reader, timeline, tell } = setUp();
  tell.mockReturnValueOnce(new Promise(() => undefined));
  reader.watch(timeline);
  reader.flush({ leaving: true });
  expect(tell.mock.calls.at(-1)).toEqual(["0", "1", true]);
});

test("what nobody sees is not read: a hidden tab, a room scrolled up, an older page", async () => {
  const hidden = setUp();
  hidden.page.isVisible = false;
  hidden.reader.watch(hidden.timeline);
  const away = setUp();
  away.reader.watch(null);
  const older = setUp("1");
  older.reader.watch(older.timeline);
  await vi.advanceTimersByTimeAsync(1_000);
  for (const { tell, read } of [hidden, away, older]) {
    expect(tell).not.toHaveBeenCalled();
    expect(read).not.toHaveBeenCalled();
  }
});

test("a mark that was not heard is told again when the connection is back", async () => {
  const { reader, timeline, tell } = setUp();
  tell.mockRejectedValueOnce(new Error("offline"));
  reader.watch(timeline);
  await vi.advanceTimersByTimeAsync(1_000);
  reader.flush();
  await vi.advanceTimersByTimeAsync(0);
  reader.flush();
  expect(tell).toHaveBeenCalledTimes(2);
});

test("many marks that are not heard are told again now and then, together", async () => {
  const { reader, tell } = setUp();
  tell.mockRejectedValue(new Error("away"));
  for (const roomId of ["1", "2", "3"]) {
    const messages = [{ ...message(1), roomId }];
    reader.watch(new Timeline(roomId, { messages, older: null, newer: null }));
  }
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  const asked = tell.mock.calls.length / 3;
  expect(asked).toBeGreaterThan(10);
  expect(asked).toBeLessThan(120); // 40 on average
  tell.mockResolvedValue(undefined);
  await vi.advanceTimersByTimeAsync(30_000);
  const before = tell.mock.calls.length;
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(tell).toHaveBeenCalledTimes(before);
});

test("a room that is marked as unread is not read by being seen, until it is released", async () => {
  const { reader, timeline, tell, read } = setUp();
  reader.watch(timeline);
  await reader.keepUnread("0");
  timeline.insert([{ ...message(2), prev: "1" }]);
  reader.look();
  reader.flush({ leaving: true });
  expect(tell).toHaveBeenCalledTimes(1);
  reader.release("0");
  await vi.advanceTimersByTimeAsync(600);
  expect(read.mock.calls.at(-1)).toEqual(["0", "2"]);
  expect(tell.mock.calls.at(-1)).toEqual(["0", "2", false]);
});

test("marking waits for what was told before, which would undo it", async () => {
  const { reader, timeline, tell } = setUp();
  let heard = (_value: unknown) => {};
  tell.mockReturnValueOnce(new Promise((resolve) => (heard = resolve)));
  reader.watch(timeline);
  const kept = vi.fn();
  void reader.keepUnread("0").then(kept);
  await vi.advanceTimersByTimeAsync(100);
  expect(kept).not.toHaveBeenCalled();
  heard(undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(kept).toHaveBeenCalled();
  reader.release("0");
  await vi.advanceTimersByTimeAsync(600);
  expect(tell).toHaveBeenCalledTimes(2);
});
