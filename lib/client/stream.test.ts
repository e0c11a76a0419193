import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Message } from "../events";
import type { Source } from "./socket";
import { Stream } from "./stream";

class FakeSource extends EventTarget {
  onopen: () => void = () => undefined;
  onerror: () => void = () => undefined;
  isClosed = false;

  constructor(readonly url: string) {
    super();
  }

  close(): void {
    this.isClosed = true;
  }

  say(event: string, data: unknown, lastEventId = ""): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data), lastEventId }));
  }
}

const message = (cursor: number): Message => {
  return { id: `m${cursor}`, roomId: "0", from: "2", date: cursor, message: "", cursor: String(cursor) };
};

function setUp() {
  const sources: FakeSource[] = [];
  const api = {
    whoAmI: vi.fn(async (): Promise<string | null> => "1"),
    getPageIfMine: vi.fn(),
    postMessage: vi.fn(async () => ({ ok: true, data: message(1) })),
    putRead: vi.fn(async () => ({ ok: true, data: null }) as object),
  };
  const source = (url: string) => {
    sources.push(new FakeSource(url));
    return sources.at(-1);
  };
  const giveBack = vi.fn();
  const slot = vi.fn(async (_: () => void): Promise<(() => void) | null> => giveBack);
  const stream = new Stream({ me: "1", api, source, slot } as never);
  const heard: unknown[][] = [];
  for (const event of ["connect", "disconnect", "messages", "session.ended"] as const) {
    (stream as unknown as Source).on(event as "messages", (payload) => void heard.push([event, payload]));
  }
  return { stream, sources, slot, giveBack, api, heard, last: () => sources.at(-1) as FakeSource };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("it tells when it is open, what the server says, and when it is lost", async () => {
  const { stream, heard, last } = setUp();
  await stream.open();
  expect(stream.isOpen).toBe(false);
  last().onopen();
  last().say("messages", [message(5)], "5");
  expect(stream.isOpen).toBe(true);
  last().onerror();
  expect(heard).toEqual([
    ["connect", undefined],
    ["messages", [message(5)]],
    ["disconnect", undefined],
  ]);
  expect(last().isClosed).toBe(true);
});

test("it goes on after the last cursor it had, unless that is long ago", async () => {
  const { stream, sources, last } = setUp();
  const again = async () => {
    await stream.open();
    last().onopen();
    last().say("messages", [message(5)], "5");
    last().onerror();
  };
  await again();
  await again();
  await vi.advanceTimersByTimeAsync(11 * 60_000);
  await again();
  expect(sources.map(({ url }) => url)).toEqual(["/api/stream", "/api/stream?after=5", "/api/stream"]);
});

test("nothing is opened while the server cannot be reached, and only once at a time", async () => {
  const { stream, sources, api } = setUp();
  api.whoAmI.mockRejectedValueOnce(new Error("no network"));
  await stream.open();
  expect(sources).toHaveLength(0);
  await stream.open();
  await stream.open();
  expect(sources).toHaveLength(1);
});

test.each([
  ["nobody", null],
  ["somebody else", "7"],
])("signed in as %s, my session is over, and nothing is opened", async (_, who) => {
  const { stream, sources, api, heard } = setUp();
  api.whoAmI.mockResolvedValue(who);
  await stream.open();
  expect(heard).toEqual([["session.ended", undefined]]);
  expect(sources).toHaveLength(0);
});

describe("the few connections that may stay open", () => {
  test("one is taken, and given back when it is closed", async () => {
    const { stream, giveBack } = setUp();
    await stream.open();
    expect(giveBack).not.toHaveBeenCalled();
    stream.close();
    expect(giveBack).toHaveBeenCalledOnce();
  });

  test("where all are taken, nothing is opened", async () => {
    const { stream, slot, sources } = setUp();
    slot.mockResolvedValueOnce(null);
    await stream.open();
    expect(sources).toHaveLength(0);
    await stream.open();
    expect(sources).toHaveLength(1);
  });

  test("one that another page takes away is lost", async () => {
    const { stream, slot, heard, last } = setUp();
    await stream.open();
    last().onopen();
    slot.mock.calls[0]?.[0]();
    expect(heard.at(-1)).toEqual(["disconnect", undefined]);
    expect(last().isClosed).toBe(true);
  });
});

test("one that fails before it was open is not said to be lost", async () => {
  const { stream, heard, last } = setUp();
  await stream.open();
  last().onerror();
  expect(heard).toEqual([]);
});

describe("what is asked", () => {
  test("a message goes by HTTP with its id and cursor", async () => {
    const { stream, api } = setUp();
    await stream.ask("message", { roomId: "5", id: "a", message: "hello", after: "3" });
    expect(api.postMessage).toHaveBeenCalledWith("5", { id: "a", message: "hello", after: "3" });
  });

  test("a read mark goes by HTTP, and is refused as it would be by the socket", async () => {
    const { stream, api } = setUp();
    const refusal = { ok: false, error: { code: "unavailable", message: "" } };
    api.putRead.mockResolvedValueOnce(refusal);
    expect(await stream.ask("read", { roomId: "5", cursor: "3" })).toEqual(refusal);
    expect(await stream.ask("read", { roomId: "5", cursor: "3" })).toEqual({ ok: true, data: null });
    expect(api.putRead).toHaveBeenCalledWith("5", "3");
  });

  test("what was missed comes from the newest page, linked as it would have come live", async () => {
    const { stream, api } = setUp();
    api.getPageIfMine.mockResolvedValue({ messages: [message(3), message(4)], older: "3", newer: null });
    const answer = await stream.ask("sync", { rooms: { "0": "3" }, late: true });
    const messages = [
      { ...message(3), prev: "3" },
      { ...message(4), prev: "3" },
    ];
    expect(answer).toEqual({ ok: true, data: { rooms: { "0": { messages, reset: false } } } });
  });

  test.each([
    ["the page does not reach back to the cursor", "2"],
    ["storage has lost what is held", "9"],
  ])("it is a new beginning where %s", async (_, cursor) => {
    const { stream, api } = setUp();
    api.getPageIfMine.mockResolvedValue({ messages: [message(3), message(4)], older: "3", newer: null });
    const answer = await stream.ask("sync", { rooms: { "0": cursor } });
    expect(answer).toMatchObject({ data: { rooms: { "0": { reset: true } } } });
  });

  test("a room that is not mine is left out", async () => {
    const { stream, api } = setUp();
    api.getPageIfMine.mockResolvedValue(null);
    expect(await stream.ask("sync", { rooms: { "0": "1" } })).toEqual({ ok: true, data: { rooms: {} } });
  });

  test("what has no way is refused at once", async () => {
    await expect(setUp().stream.ask("typing", { roomId: "0" })).rejects.toThrow("no way");
  });
});
