import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { notFound } from "../errors";
import type { LiveMessage, Room } from "../events";
import type { Listener } from "./audience";
import { createHearing, type Hearing } from "./hearing";

let log: string[]; // what was done, in its order
let members: Record<string, string[]>; // rooms by person, as Redis has it
let ended: Set<string>; // sessions
let listeners: Listener[];
let answering: Promise<void>; // Redis
let held: Promise<unknown>[];
let keptBack: number; // why all messages wait
let hearing: Hearing;

/** A tab of a person that holds these rooms. */
function tab(userId: string, rooms: string[], sessionId: string = randomUUID()): Listener {
  const listener = { viewer: { id: userId, username: `u${userId}`, sessionId }, rooms };
  listeners.push(listener);
  return listener;
}

function pause(): () => void {
  let go = () => {};
  answering = new Promise((resolve) => {
    go = resolve;
  });
  return go;
}

const message = { id: randomUUID(), roomId: "7" } as LiveMessage;

beforeEach(() => {
  [log, members, ended, listeners, held] = [[], { "5": ["0"], "6": ["0"] }, new Set(), [], []];
  answering = Promise.resolve();
  keptBack = 0;
  const parts = {
    audience: {
      isPresent: (name: string) => listeners.some(({ viewer }) => `user:${viewer.id}` === name),
      listeners: () => listeners,
      tell: (name: string, event: string, _payload: unknown, except?: string) =>
        log.push(`tell ${name} ${event}${except ? ` not ${except}` : ""}`),
      enter: (userId: string, roomId: string) => log.push(`enter ${userId} ${roomId}`),
      leave: (userId: string, roomId: string) => log.push(`leave ${userId} ${roomId}`),
      tellAll: (event: string) => log.push(`tell all ${event}`),
      end: (name: string, quiet?: boolean) => log.push(`end ${name}${quiet ? ", quiet" : ""}`),
    },
    delivery: {
      deliver: ({ id }: LiveMessage) => log.push(`deliver ${id}`),
      hold: (_roomId: string, until: Promise<unknown>) => held.push(until),
      holdAll: (until: Promise<unknown>) => {
        keptBack++;
        void until.then(() => keptBack--);
      },
    },
    tails: {
      heard: ({ roomId }: LiveMessage) => roomId === "7",
      ring: (roomId: string, date: number | null) => log.push(`ring ${roomId} ${date}`),
      followed: (roomId: string) => log.push(`followed ${roomId}`),
      ringAll: () => log.push("ring all"),
      open: (roomId: string) => log.push(`open ${roomId}`),
    },
    attendance: {
      heard: (userId: string) => log.push(`presence ${userId}`),
      beat: async () => void log.push("beat"),
    },
    rooms: {
      find: async (userId: string, roomId: string) => {
        await answering;
        if (!members[userId]?.includes(roomId)) throw notFound();
        return { id: roomId } as Room;
      },
    },
    memberships: {
      list: async (userId: string) => {
        await answering;
        return members[userId] ?? [];
      },
    },
    users: {
      forget: (userId?: string) => log.push(`forget ${userId ?? "all"}`),
      byIds: async (ids: string[]) => ids.map((id) => ({ id, username: "Deleted account", online: false })),
    },
    sessions: {
      verify: async (id: string, sessionId: string) => (ended.has(sessionId) ? null : { id, username: "u", sessionId }),
    },
  };
  hearing = createHearing(parts as unknown as Parameters<typeof createHearing>[0]);
});

const settled = () => Promise.allSettled(held);

test("a message is delivered if somebody listens and it is new; a doorbell rings", () => {
  hearing.hear({ type: "message", message });
  hearing.hear({ type: "message", message: { ...message, roomId: "8" } });
  hearing.hear({ type: "doorbell", roomId: "7", date: 17 });
  hearing.hear({ type: "presence", userId: "5" });
  hearing.hear({ type: "presence", userId: null });
  expect(log).toEqual([`deliver ${message.id}`, "ring 7 17", "presence 5"]);
});

test("who types is told to the others, and a read mark to my other tabs", async () => {
  hearing.hear({ type: "typing", roomId: "8", userId: "5" }); // nobody knows yet who may hear it
  hearing.hear({ type: "live" });
  await expect.poll(hearing.isSure).toBe(true);
  log = [];
  hearing.hear({ type: "typing", roomId: "7", userId: "5" });
  hearing.hear({ type: "read", roomId: "7", userId: "5", cursor: "17", origin: "socket" });
  hearing.hear({ type: "cut" });
  hearing.hear({ type: "typing", roomId: "8", userId: "5" });
  expect(log).toEqual(["tell room:7 typing not user:5", "tell user:5 read not socket"]);
});

test("a room that is followed from here on is caught up with", () => {
  hearing.hear({ type: "followed", roomId: "7" });
  expect(log).toEqual(["followed 7"]);
});

test("what siblings said in vain is made up for, and nobody has to wait for it", async () => {
  tab("5", ["0"]);
  hearing.hear({ type: "live" });
  await expect.poll(hearing.isSure).toBe(true);
  await settled();
  log = [];
  members["5"]?.push("5:6"); // a sibling has shown it
  hearing.hear({ type: "bridged" });
  expect([keptBack, hearing.isSure()]).toEqual([0, true]);
  await expect.poll(() => log).toEqual(["beat", "ring all", "open 5:6", "enter 5 5:6", "tell user:5 room"]);
});

test("a session that ended is ended here, or all of a person", () => {
  hearing.hear({ type: "session.ended", userId: "5", sessionId: "s" });
  hearing.hear({ type: "session.ended", userId: "5", sessionId: null });
  expect(log).toEqual(["end session:5:s", "end user:5"]);
});

describe("who joined a room", () => {
  test("is let in here if they are here: they listen first, and are told then", async () => {
    tab("5", ["0"]);
    members["5"]?.push("7");
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5", "6"] });
    expect(held).toHaveLength(1);
    await settled();
    expect(log).toEqual(["open 7", "enter 5 7", "tell user:5 room"]);
  });

  test("is not let in on anybody's word: Redis says who is in", async () => {
    tab("5", ["0"]);
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5"] });
    hearing.hear({ type: "show.room", roomId: "5:6" });
    hearing.hear({ type: "show.room", roomId: "7" });
    await settled();
    expect(log).toEqual([]);
  });

  test("and whose last tab is closed meanwhile opens nothing", async () => {
    tab("5", ["0"]);
    members["5"]?.push("7");
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5"] });
    listeners = [];
    await settled();
    expect(log).toEqual([]);
  });

  test("and left while being let in stays out", async () => {
    tab("5", ["0"]);
    members["5"]?.push("7");
    const go = pause();
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5"] });
    hearing.hear({ type: "left", roomId: "7", userId: "5" });
    go();
    await settled();
    expect(log).toEqual(["leave 5 7", "tell user:5 room.left"]);
  });

  test.each([
    ["left another room", { type: "left", roomId: "8", userId: "5" } as const],
    ["saw somebody else leave", { type: "left", roomId: "7", userId: "6" } as const],
  ])("and %s meanwhile is let in", async (_what, left) => {
    tab("5", ["0", "8"]);
    tab("6", ["0"]);
    members["5"]?.push("7");
    const go = pause();
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5"] });
    hearing.hear(left);
    go();
    await settled();
    expect(log).toContain("enter 5 7");
  });

  test("and left stays out, also if nobody of theirs was here when that was told", async () => {
    members["5"]?.push("7");
    const entered: string[] = [];
    const go = pause();
    const joining = hearing.letIn("5", "7", ({ id }) => entered.push(id));
    hearing.hear({ type: "left", roomId: "7", userId: "5" });
    go();
    await expect(joining).rejects.toMatchObject({ code: "not_found" });
    expect(entered).toEqual([]);
  });

  test("is read once more where leaving may not have been heard", async () => {
    members["5"]?.push("7");
    const entered: string[] = [];
    const enter = ({ id }: Room) => entered.push(id);
    const go = pause();
    const joining = hearing.letIn("5", "7", enter);
    const staying = hearing.letIn("5", "0", enter);
    hearing.hear({ type: "cut" });
    go();
    await Promise.resolve(); // it was read before
    members["5"] = ["0"];
    await expect(joining).rejects.toMatchObject({ code: "not_found" });
    await staying;
    expect(entered).toEqual(["0"]);
  });

  test("and left and joined again is in", async () => {
    tab("5", ["0"]);
    members["5"]?.push("7");
    const go = pause();
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5"] });
    hearing.hear({ type: "left", roomId: "7", userId: "5" });
    hearing.hear({ type: "joined", roomId: "7", userIds: ["5"] });
    go();
    await settled();
    expect(log.filter((line) => line.startsWith("enter"))).toEqual(["enter 5 7"]);
  });
});

test("who left is put out at once, if they are here", () => {
  tab("5", ["0", "7"]);
  hearing.hear({ type: "left", roomId: "7", userId: "6" });
  hearing.hear({ type: "left", roomId: "7", userId: "5" });
  expect(log).toEqual(["leave 5 7", "tell user:5 room.left"]);
});

describe("after a time in which nothing was heard", () => {
  const live = async () => {
    hearing.hear({ type: "live" });
    await expect.poll(hearing.isSure).toBe(true);
    await settled();
  };

  test("everybody is checked: who is signed in, who is where, what was said", async () => {
    tab("5", ["0", "7"]);
    const { viewer } = tab("6", ["0"]);
    ended.add(viewer.sessionId);
    members["6"]?.push("8");
    await live();
    expect(log.splice(0, 3)).toEqual(["forget all", "beat", "ring all"]);
    expect(log.slice(0, 3)).toEqual(["leave 5 7", "tell user:5 room.left", `end session:6:${viewer.sessionId}`]);
    expect(log.slice(3)).toEqual(["open 8", "enter 6 8", "tell user:6 room"]);
  });

  test("each tab of a session is checked for the rooms that it holds itself", async () => {
    const session = randomUUID();
    tab("5", ["0", "7"], session); // left 7, and entered 8, while nothing was heard
    tab("5", ["0", "8"], session); // came after that
    members["5"]?.push("8");
    await live();
    expect(log).toContain("leave 5 7");
    expect(log).toContain("enter 5 8");
  });

  test("nothing is sure until Redis has answered for everybody", async () => {
    tab("5", ["0", "7"]);
    expect(hearing.isSure()).toBe(false);
    answering = Promise.reject(new Error("Connection is closed."));
    answering.catch(() => undefined);
    hearing.hear({ type: "live" });
    await new Promise(setImmediate);
    expect([hearing.isSure(), log]).toEqual([false, ["forget all", "beat", "ring all"]]);
    answering = Promise.resolve();
    await expect.poll(hearing.isSure, { timeout: 3_000 }).toBe(true);
    expect(log).toContain("leave 5 7");
  });

  test("what was sure is not any more, and a second such time begins the check anew", async () => {
    tab("5", ["0"]);
    await live();
    const first = pause();
    hearing.hear({ type: "live" });
    expect(hearing.isSure()).toBe(false);
    const second = pause();
    hearing.hear({ type: "live" });
    first();
    await new Promise(setImmediate);
    expect(hearing.isSure()).toBe(false);
    second();
    await expect.poll(hearing.isSure).toBe(true);
  });

  test("from the cut on, messages wait until Redis has said who may hear them", async () => {
    tab("5", ["0", "7"]);
    await live();
    expect(keptBack).toBe(0);
    hearing.hear({ type: "cut" });
    hearing.hear({ type: "message", message });
    expect([keptBack, hearing.isSure()]).toEqual([1, false]);
    const go = pause();
    hearing.hear({ type: "live" });
    await settled();
    expect(keptBack).toBe(1);
    go();
    await expect.poll(hearing.isSure).toBe(true);
    await settled();
    expect(keptBack).toBe(0);
  });

  test("a second cut during the check keeps them back until the next one is done", async () => {
    tab("5", ["0"]);
    const go = pause();
    hearing.hear({ type: "live" });
    hearing.hear({ type: "cut" });
    go();
    await settled();
    expect([keptBack, hearing.isSure()]).toEqual([1, false]);
    await live();
    expect(keptBack).toBe(0);
  });

  test("whose entries cannot be read is put out, and nobody waits for them", async () => {
    const { viewer } = tab("5", ["0"]);
    const go = pause();
    answering = answering.then(() => Promise.reject(new Error("WRONGTYPE Operation against a key")));
    hearing.hear({ type: "live" });
    go();
    await expect.poll(hearing.isSure).toBe(true);
    expect(log).toContain(`end session:5:${viewer.sessionId}`);
  });
});

test("who has just come is looked at until Redis answers, or they are gone", async () => {
  const listener = tab("5", ["0", "7"]);
  const gone = tab("6", ["0", "7"]);
  answering = Promise.reject(new Error("Connection is closed."));
  const confirmed = Promise.all([hearing.confirm(listener), hearing.confirm(gone)]);
  await answering.catch(() => expect(log).toEqual([]));
  listeners = [listener];
  answering = Promise.resolve();
  await confirmed;
  expect(log).toEqual(["leave 5 7", "tell user:5 room.left"]);
});

test("a session ends by its own name, all of a person by theirs; that of the browser that asked goes quietly", () => {
  const sessionId = randomUUID();
  hearing.hear({ type: "session.ended", userId: "5", sessionId });
  hearing.hear({ type: "session.ended", userId: "5", sessionId, quiet: true });
  hearing.hear({ type: "session.ended", userId: "5", sessionId: null });
  expect(log).toEqual([`end session:5:${sessionId}`, `end session:5:${sessionId}, quiet`, "end user:5"]);
});

test("a block is told to who made it, and to nobody else", () => {
  hearing.hear({ type: "blocked", userId: "5", otherId: "6", blocked: true });
  expect(log).toEqual(["tell user:5 block"]);
});

test("a deleted account is forgotten, then shown to everybody by what it is called now", async () => {
  hearing.hear({ type: "deleted", userId: "5" });
  await expect.poll(() => log).toEqual(["forget 5", "tell all person"]);
});

test("now and then all who listen are looked at again: who has no session any more, or is in no room, is sent away", async () => {
  const [gone, left, stays] = [tab("5", ["0"]), tab("6", ["0", "7"]), tab("5", ["0"])];
  ended.add(gone.viewer.sessionId);
  await hearing.recheckListeners();
  expect(log).toEqual([`end session:5:${gone.viewer.sessionId}`, "leave 6 7", "tell user:6 room.left"]);
  expect(log.join()).not.toContain(stays.viewer.sessionId);
  expect(log.join()).not.toContain(left.viewer.sessionId);
});
