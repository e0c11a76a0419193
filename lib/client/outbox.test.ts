import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ErrorCode } from "../errors";
import type { Answer, Message } from "../events";
import { Outbox, type Pending } from "./outbox";
import { inMemory } from "./storage";

const stored = ({ id, roomId, text }: Pending): Answer<Message> => {
  return { ok: true, data: { id, roomId, from: "1", date: 1, message: text, cursor: "1" } };
};
const refused = (code: ErrorCode, retryAfter?: number): Answer<Message> => {
  return { ok: false, error: { code, message: code, ...(retryAfter && { retryAfter }) } };
};
const outgoing = (id: string, roomId = "0") => ({ id: uuid(id), roomId, text: id, after: "5" });
const uuid = (id: string) => `00000000-0000-4000-8000-${id.padStart(12, "0")}`;

function setUp(storage = inMemory()) {
  const send = vi.fn(async (pending: Pending) => stored(pending));
  const told: string[] = [];
  const outbox = new Outbox({
    storage,
    prefix: "out:",
    send,
    stored: ({ id }) => told.push(id),
    random: () => 1,
  });
  const sent = () => send.mock.calls.map(([{ text }]) => text);
  return { outbox, send, sent, told, storage };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("a message is kept before it is sent, and gone when it is stored", async () => {
  const { outbox, send, storage, told } = setUp();
  send.mockImplementationOnce(async (pending) => {
    expect(storage.getItem(`out:${pending.id}`)).not.toBeNull();
    return stored(pending);
  });
  outbox.add(outgoing("1"));
  expect(outbox.state.get()).toHaveLength(1);
  await passed(0);
  expect(told).toEqual([uuid("1")]);
  expect(outbox.state.get()).toEqual([]);
  expect(storage.length).toBe(0);
});

test("what a closed page has left is sent by the next one, with the same id and cursor", async () => {
  const first = setUp();
  first.send.mockReturnValue(new Promise(() => undefined));
  first.outbox.add(outgoing("1"));
  const next = setUp(first.storage);
  next.outbox.load();
  await passed(0);
  expect(next.send.mock.calls[0]?.[0]).toMatchObject({ id: uuid("1"), after: "5", text: "1" });
});

test("one room is sent in order, one at a time; another room does not wait for it", async () => {
  const { outbox, send, sent } = setUp();
  let answer: (value: Answer<Message>) => void = () => undefined;
  send.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  outbox.add(outgoing("1"));
  outbox.add(outgoing("2"));
  outbox.add(outgoing("3", "5"));
  await passed(0);
  expect(sent()).toEqual(["1", "3"]);
  answer(stored(outbox.state.get()[0] as Pending));
  await passed(0);
  expect(sent()).toEqual(["1", "3", "2"]);
});

describe("without an answer", () => {
  test("the same message is sent again, after longer and longer waits", async () => {
    const { outbox, send } = setUp();
    send.mockRejectedValue(new Error("timeout"));
    outbox.add(outgoing("1"));
    await passed(0);
    expect(send).toHaveBeenCalledTimes(1);
    await passed(1_000);
    expect(send).toHaveBeenCalledTimes(2);
    await passed(1_999);
    expect(send).toHaveBeenCalledTimes(2);
    await passed(1);
    expect(send).toHaveBeenCalledTimes(3);
    expect(new Set(send.mock.calls.map(([{ id }]) => id)).size).toBe(1);
    expect(outbox.state.get()[0]?.failed).toBeNull();
  });

  test("a connection that is back ends the wait", async () => {
    const { outbox, send, told } = setUp();
    send.mockRejectedValueOnce(new Error("offline"));
    outbox.add(outgoing("1"));
    await passed(0);
    outbox.wake();
    await passed(0);
    expect(told).toEqual([uuid("1")]);
  });
});

describe("a refusal", () => {
  test.each(["invalid", "too_large", "forbidden", "not_found", "conflict"] as const)(
    "%s is final: not sent, and the next one goes out",
    async (code) => {
      const { outbox, send, sent } = setUp();
      send.mockResolvedValueOnce(refused(code));
      outbox.add(outgoing("1"));
      outbox.add(outgoing("2"));
      await passed(60_000);
      expect(sent()).toEqual(["1", "2"]);
      expect(outbox.state.get()).toMatchObject([{ id: uuid("1"), failed: { code } }]);
    },
  );

  test("unavailable is not: it is sent again, and says why", async () => {
    const { outbox, send, told } = setUp();
    send.mockResolvedValueOnce(refused("unavailable"));
    outbox.add(outgoing("1"));
    await passed(0);
    expect(outbox.trouble.get()?.code).toBe("unavailable");
    await passed(1_000);
    expect(told).toEqual([uuid("1")]);
    expect(outbox.trouble.get()).toBeNull();
  });

  test("rate_limited waits as long as it was told, and by chance a little longer", async () => {
    const { outbox, send } = setUp();
    send.mockResolvedValueOnce(refused("rate_limited", 7));
    outbox.add(outgoing("1"));
    await passed(7_999);
    expect(send).toHaveBeenCalledTimes(1);
    await passed(1);
    expect(send).toHaveBeenCalledTimes(2);
  });
});

test("a refused message is tried again with the same id, or deleted", async () => {
  const { outbox, send, told } = setUp();
  send.mockResolvedValueOnce(refused("not_found")).mockResolvedValueOnce(refused("not_found"));
  outbox.add(outgoing("1"));
  outbox.add(outgoing("2"));
  await passed(0);
  outbox.retry(uuid("1"));
  outbox.remove(uuid("2"));
  await passed(0);
  expect(told).toEqual([uuid("1")]);
  expect(outbox.state.get()).toEqual([]);
});

test("what another tab has sent is not sent again", async () => {
  const { outbox, send, storage } = setUp();
  send.mockRejectedValueOnce(new Error("offline"));
  outbox.add(outgoing("1"));
  await passed(0);
  storage.removeItem(`out:${uuid("1")}`);
  await passed(1_000);
  expect(send).toHaveBeenCalledTimes(1);
  expect(outbox.state.get()).toEqual([]);
});

test("a message that came by its event is settled, whatever the answer", async () => {
  const { outbox, send } = setUp();
  send.mockRejectedValueOnce(new Error("timeout"));
  outbox.add(outgoing("1"));
  await passed(0);
  outbox.settle([{ id: uuid("1") }]);
  await passed(60_000);
  expect(send).toHaveBeenCalledTimes(1);
});

test("storage is no longer away when a message that it did not answer for has come", async () => {
  const { outbox, send, sent } = setUp();
  send.mockResolvedValueOnce(refused("unavailable", 30));
  outbox.add(outgoing("1"));
  await passed(0);
  expect(outbox.trouble.get()?.code).toBe("unavailable");
  outbox.settle([{ id: uuid("1") }]);
  expect(outbox.trouble.get()).toBeNull();
  outbox.add(outgoing("2"));
  await passed(0);
  expect(sent()).toEqual(["1", "2"]);
});

test("a refusal that comes after the message itself is not believed", async () => {
  const { outbox, send } = setUp();
  let answer: (late: Answer<Message>) => void = () => undefined;
  send.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  outbox.add(outgoing("1"));
  outbox.settle([{ id: uuid("1") }]);
  answer(refused("not_found"));
  await passed(0);
  expect(outbox.state.get()).toEqual([]);
});

test("trouble that is answered after the message itself is over", async () => {
  const { outbox, send } = setUp();
  let answer: (late: Answer<Message>) => void = () => undefined;
  send.mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
  outbox.add(outgoing("1"));
  outbox.settle([{ id: uuid("1") }]);
  answer(refused("unavailable"));
  await passed(0);
  expect(outbox.trouble.get()).toBeNull();
});
