import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ErrorBody } from "../errors";
import type { ConnectionState } from "./socket";
import { State } from "./state";
import { StatusLine } from "./status";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const connection = new State<ConnectionState>("idle");
  const trouble = new State<ErrorBody | null>(null);
  const unkept = new State(false);
  const network = { isThere: true };
  const status = new StatusLine({ connection, trouble, unkept, isOnline: () => network.isThere });
  status.start();
  return { connection, trouble, unkept, network, status, text: () => status.state.get().text };
}

test("all is well, and says so", () => {
  const { connection, text } = setUp();
  connection.set("connecting");
  expect(text()).toBe("Connecting");
  connection.set("online");
  expect(text()).toBe("Connected");
});

test("who was never away is not said to be back", () => {
  const { connection, status, text } = setUp();
  connection.set("online");
  status.caughtUp({ news: 3, skipped: false });
  expect(text()).toBe("Connected");
});

test("who is away again before all has come is not said to be back", () => {
  const { connection, network, status, text } = setUp();
  network.isThere = false;
  connection.set("online");
  connection.set("offline");
  status.caughtUp({ news: 0, skipped: false });
  vi.advanceTimersByTime(10_000);
  expect(text()).toBe("Offline: messages go out when you are back");
});

test("what cannot be done without a network is said, until there is one", () => {
  const { connection, network, status, text } = setUp();
  connection.set("online");
  status.notDone();
  expect(text()).toBe("Connected");
  network.isThere = false;
  connection.set("offline");
  status.notDone();
  expect(text()).toBe("Offline: not done. Try again when you are back.");
  connection.set("online");
  status.caughtUp({ news: 0, skipped: false });
  expect(text()).toBe("Back online");
});

test("a short loss is nobody's business", () => {
  const { connection, text } = setUp();
  connection.set("online");
  connection.set("offline");
  vi.advanceTimersByTime(1_000);
  connection.set("online");
  vi.advanceTimersByTime(10_000);
  expect(text()).toBe("Connected");
});

test("a longer one is said, and so is the return with what was missed, for a while", () => {
  const { connection, status, text } = setUp();
  connection.set("online");
  connection.set("offline");
  vi.advanceTimersByTime(2_000);
  expect(text()).toBe("Offline: messages go out when you are back");
  connection.set("online");
  expect(text()).toBe("Offline: messages go out when you are back"); // not before all is caught up
  status.caughtUp({ news: 4, skipped: false });
  expect(text()).toBe("Back online, 4 new");
  vi.advanceTimersByTime(4_000);
  expect(text()).toBe("Connected");
});

test("a browser without a network says it at once", () => {
  const { connection, network, text } = setUp();
  connection.set("online");
  network.isThere = false;
  connection.set("offline");
  expect(text()).toMatch(/^Offline/);
});

test("a gap too long is said to who was not even away, longer than a return", () => {
  const { connection, status, text } = setUp();
  connection.set("online");
  status.caughtUp({ news: 50, skipped: true });
  vi.advanceTimersByTime(10_000);
  expect(text()).toMatch(/^Much was said meanwhile/);
  vi.advanceTimersByTime(5_000);
  expect(text()).toBe("Connected");
});

test("what is the matter with storage is said as the server says it", () => {
  const { connection, trouble, text } = setUp();
  connection.set("online");
  trouble.set({ code: "unavailable", message: "Storage is full. Nothing new can be kept until there is room again." });
  expect(text()).toBe("Storage is full. What you send is kept and goes out later.");
  trouble.set({ code: "unavailable", message: "Storage is too slow right now. Please try again." });
  expect(text()).toBe("Storage is too slow. What you send is kept and goes out later.");
});

test("what waits and would be lost with the page: one is told to keep it open", () => {
  const { connection, unkept, trouble, text } = setUp();
  connection.set("online");
  unkept.set(true);
  expect(text()).toBe("Connected"); // it is on its way
  trouble.set({ code: "unavailable", message: "" });
  expect(text()).toMatch(/Keep this page open/);
  trouble.set(null);
  connection.set("offline");
  vi.advanceTimersByTime(2_000);
  expect(text()).toMatch(/^Offline.*Keep this page open/);
  unkept.set(false);
  expect(text()).toBe("Offline: messages go out when you are back");
});

test("connected, but nothing goes out: it says why, until it does", () => {
  const { connection, trouble, text } = setUp();
  connection.set("online");
  trouble.set({ code: "unavailable", message: "" });
  expect(text()).toMatch(/^Storage is not reachable/);
  trouble.set({ code: "rate_limited", message: "", retryAfter: 7 });
  expect(text()).toBe("That was fast. What you send goes out in 7 s.");
  trouble.set(null);
  expect(text()).toBe("Connected");
});
