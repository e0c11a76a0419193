import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { browserEvents } from "./browser-events";
import type { Chat } from "./chat";

function setUp() {
  const chat = {
    connection: { drop: vi.fn(), hurry: vi.fn() },
    reader: { look: vi.fn(), flush: vi.fn() },
    drafts: { load: vi.fn() },
    outbox: { load: vi.fn() },
    signedIn: { isSomebodyElse: vi.fn(() => false) },
    wouldLose: false,
  };
  const catchUp = vi.fn();
  const end = browserEvents(chat as unknown as Chat, catchUp);
  return { chat, catchUp, end };
}

const fire = (name: string, rest: object = {}) => {
  const event = Object.assign(new Event(name, { cancelable: true }), rest);
  window.dispatchEvent(event);
  return event;
};
const show = (visibilityState: string) => {
  Object.assign(document, { visibilityState });
  document.dispatchEvent(new Event("visibilitychange"));
};
const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the network goes and comes: the connection is dropped, and made again at once", () => {
  const { chat } = setUp();
  fire("offline");
  expect(chat.connection.drop).toHaveBeenCalledOnce();
  fire("online");
  expect(chat.connection.hurry).toHaveBeenCalledOnce();
});

describe("from the browser's cache of pages", () => {
  test("a page asks what it has missed; a new page does not", () => {
    const { chat, catchUp } = setUp();
    fire("pageshow", { persisted: false });
    expect(catchUp).not.toHaveBeenCalled();
    fire("pageshow", { persisted: true });
    expect(catchUp).toHaveBeenCalledOnce();
    expect(chat.connection.hurry).toHaveBeenCalledOnce();
  });

  test("a page of somebody who is no longer signed in asks nothing", () => {
    const { chat, catchUp } = setUp();
    chat.signedIn.isSomebodyElse.mockReturnValue(true);
    fire("pageshow", { persisted: true });
    fire("storage");
    expect(catchUp).not.toHaveBeenCalled();
    expect(chat.outbox.load).not.toHaveBeenCalled();
  });
});

test("what another tab keeps is read", () => {
  const { chat } = setUp();
  fire("storage");
  expect(chat.drafts.load).toHaveBeenCalledOnce();
  expect(chat.outbox.load).toHaveBeenCalledOnce();
});

test("who would lose something is asked before they leave; nobody else is", () => {
  const { chat } = setUp();
  expect(fire("beforeunload").defaultPrevented).toBe(false);
  chat.wouldLose = true;
  expect(fire("beforeunload").defaultPrevented).toBe(true);
});

test("after a sleep of the machine it asks, though nothing else has told", () => {
  const { catchUp } = setUp();
  minutes(1);
  expect(catchUp).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + 3_600_000); // no timer has run meanwhile
  minutes(1);
  expect(catchUp).toHaveBeenCalledOnce();
});

test("every few minutes it asks while it is seen, also when the clock was set back", () => {
  const { catchUp, end } = setUp();
  minutes(4);
  vi.setSystemTime(Date.now() - 3_600_000);
  minutes(4);
  expect(catchUp).toHaveBeenCalledOnce();
  show("hidden");
  minutes(30);
  expect(catchUp).toHaveBeenCalledOnce();
  show("visible");
  expect(catchUp).toHaveBeenCalledTimes(2);
  end();
  minutes(30);
  fire("online");
  expect(catchUp).toHaveBeenCalledTimes(2);
});
