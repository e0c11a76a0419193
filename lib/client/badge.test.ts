import { expect, test } from "vitest";
import type { Room } from "../events";
import { keepBadge } from "./badge";
import { State } from "./state";

const rooms = (...unread: number[]): Room[] =>
  unread.map((count, id) => ({
    id: `${id}`,
    kind: "open",
    name: `${id}`,
    unread: count,
    readCursor: null,
    lastMessage: null,
  }));

/** A tab that says when it was written to, as the browser does. */
function aTab(title = "General · Banter") {
  const state = new State<readonly Room[]>(rooms(0));
  const onApp: number[] = [];
  const written: string[] = [];
  let changed = () => {};
  const tab = {
    shown: title,
    isMarked: false,
    get title() {
      return tab.shown;
    },
    set title(text) {
      written.push(text);
      tab.shown = text;
      changed();
    },
    markIcon: (isUnread: boolean) => {
      tab.isMarked = isUnread;
    },
    countOnApp: (count: number) => void onApp.push(count),
    watch: (heard: () => void) => {
      changed = heard;
      return () => {
        changed = () => {};
      };
    },
    /** As Next does: a new title, whenever it likes. */
    navigate: (next: string) => {
      tab.shown = next;
      changed();
    },
  };
  const unread = async (...counts: number[]) => {
    state.set(rooms(...counts));
    await Promise.resolve();
  };
  const seen = () => [tab.shown, tab.isMarked ? "marked" : "plain"];
  return { tab, state, onApp, written, unread, seen };
}

test("what is unread in all rooms stands before the title and on the icons, and goes again", async () => {
  const { tab, state, onApp, unread, seen } = aTab();
  keepBadge(state, tab);
  expect(seen()).toEqual(["General · Banter", "plain"]);
  await unread(1, 2);
  expect(seen()).toEqual(["(3) General · Banter", "marked"]);
  await unread(1, 0);
  expect(seen()).toEqual(["(1) General · Banter", "marked"]);
  await unread(0, 0);
  expect(seen()).toEqual(["General · Banter", "plain"]);
  expect(onApp).toEqual([0, 3, 1, 0]);
});

test("the count in the title has two digits at most; the app's is exact", async () => {
  const { tab, state, onApp, unread, seen } = aTab();
  keepBadge(state, tab);
  await unread(60, 60);
  expect(seen()[0]).toBe("(99+) General · Banter");
  expect(onApp.at(-1)).toBe(120);
});

test("a page that comes later gets the count, also one that looks as if it had it", async () => {
  const { tab, state, unread, seen } = aTab();
  keepBadge(state, tab);
  await unread(2);
  tab.navigate("Design · Banter");
  expect(seen()).toEqual(["(2) Design · Banter", "marked"]);
  tab.navigate("(3) Design · Banter");
  await unread(4);
  expect(seen()[0]).toBe("(4) (3) Design · Banter");
  await unread(0);
  expect(seen()).toEqual(["(3) Design · Banter", "plain"]);
  tab.navigate("General · Banter");
  expect(seen()).toEqual(["General · Banter", "plain"]);
});

test("between two pages, without a title, none is written", async () => {
  const { tab, state, written, unread, seen } = aTab();
  keepBadge(state, tab);
  await unread(1);
  tab.navigate("");
  await unread(2);
  expect(written).toEqual(["(1) General · Banter"]);
  tab.navigate("Design · Banter");
  expect(seen()[0]).toBe("(2) Design · Banter");
});

test("a message that is read as it comes changes nothing", async () => {
  const { tab, state, onApp, written, seen } = aTab();
  keepBadge(state, tab);
  state.set(rooms(1));
  state.set(rooms(0));
  await Promise.resolve();
  expect([seen(), written, onApp]).toEqual([["General · Banter", "plain"], [], [0]]);
});

test("at the end the page gets back what is its own, and is let alone", async () => {
  const { tab, state, onApp, unread, seen } = aTab();
  const end = keepBadge(state, tab);
  await unread(5);
  state.set(rooms(6));
  end();
  await Promise.resolve();
  expect(seen()).toEqual(["General · Banter", "plain"]);
  await unread(7);
  tab.navigate("Sign in · Banter");
  expect(seen()).toEqual(["Sign in · Banter", "plain"]);
  expect(onApp).toEqual([0, 5, 0]);
});
