import { randomUUID } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { overheard } from "../scripts/overheard";
import { SESSION_IDLE_SECONDS, SESSION_SECONDS, SESSIONS_MAX } from "./limits";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";
import * as sessions from "./sessions";

const OLD = "the secret of last year that has been rotated away";
const NEW = "the secret of this year that seals all new sessions";
process.env.SESSION_SECRET = `${NEW},${OLD}`;

const ended = overheard(channels.banter);
const now = () => Math.floor(Date.now() / 1000);

async function started(userAgent = "curl/8"): Promise<{ sealed: string; viewer: sessions.Viewer }> {
  const sealed = await sessions.start("5", userAgent);
  return { sealed, viewer: (await sessions.find(sealed)) as sessions.Viewer };
}

/** A session that stands in Redis as if it had begun `secondsAgo`. */
async function standing(secondsAgo: number, id: string = randomUUID(), seenAgo = secondsAgo): Promise<string> {
  const at = now();
  const session = JSON.stringify({ since: at - secondsAgo, browser: "curl" });
  await commands().hset(keys.sessions("5"), id, session);
  await commands().hset(keys.sessionsSeen("5"), id, at - seenAgo);
  return id;
}

beforeEach(async () => {
  vi.useRealTimers();
  await commands().flushall();
  await commands().hset(keys.user("5"), "username", "mary");
});

test("a session is found by its sealed cookie, and names the person by what Redis says", async () => {
  const { viewer } = await started();
  expect(viewer).toEqual({ id: "5", username: "mary", sessionId: expect.any(String) });
  expect(await sessions.verify("5", viewer.sessionId)).toEqual(viewer);
});

test("two sessions of one person are two, and both hold", async () => {
  const [one, two] = [await started(), await started()];
  expect(one.viewer.sessionId).not.toBe(two.viewer.sessionId);
  expect(await sessions.find(one.sealed)).toEqual(one.viewer);
});

test.each([undefined, "", "nonsense", "Fe26.2*1*x*y*z"])("the cookie %s is nobody's", async (sealed) => {
  expect(await sessions.find(sealed)).toBeNull();
});

describe("a cookie that we did not seal", () => {
  test("is nobody's, even for a session that exists", async () => {
    const { viewer } = await started();
    const forged = await sealData({ userId: "5", sessionId: viewer.sessionId }, { password: "x".repeat(32) });
    expect(await sessions.find(forged)).toBeNull();
  });

  test.each([{ userId: "5" }, { userId: "5:rooms", sessionId: randomUUID() }, { userId: "5", sessionId: "__proto__" }])(
    "or that holds something else is nobody's: %j",
    async (content) => {
      expect(await sessions.find(await sealData(content, { password: NEW }))).toBeNull();
    },
  );
});

test("what an older secret of the list sealed is opened, and new cookies are sealed with the first", async () => {
  const { sealed, viewer } = await started();
  const older = await sealData({ userId: "5", sessionId: viewer.sessionId }, { password: OLD, ttl: SESSION_SECONDS });
  expect(await sessions.find(older)).toEqual(viewer);
  expect(await unsealData(sealed, { password: NEW, ttl: SESSION_SECONDS })).toEqual({
    userId: "5",
    sessionId: viewer.sessionId,
  });
});

test("a person who is not there any more has no session", async () => {
  const { sealed } = await started();
  await commands().del(keys.user("5"));
  expect(await sessions.find(sealed)).toBeNull();
});

describe("ending", () => {
  test("a session ends at once, for its cookie too, and every instance hears it; others go on", async () => {
    const [one, two] = [await started(), await started()];
    await sessions.end("5", one.viewer.sessionId);
    expect(await sessions.find(one.sealed)).toBeNull();
    expect(await sessions.find(two.sealed)).toEqual(two.viewer);
    await expect
      .poll(() => ended.map((raw) => JSON.parse(raw)))
      .toEqual([{ type: "session.ended", userId: "5", sessionId: one.viewer.sessionId }]);
  });

  test("only who has a session ends it by its id; of what nobody has, nobody is told", async () => {
    const { sealed, viewer } = await started();
    for (const [userId, id] of [
      ["6", viewer.sessionId],
      ["5", randomUUID()],
      ["5", "no id"],
    ] as const)
      expect(await sessions.endOwn(userId, id)).toBe(false);
    expect(await sessions.find(sealed)).toEqual(viewer);
    expect(await sessions.endOwn("5", viewer.sessionId)).toBe(true);
    expect(await sessions.endOwn("5", viewer.sessionId)).toBe(false);
    expect(await sessions.find(sealed)).toBeNull();
    await expect
      .poll(() => ended.map((raw) => JSON.parse(raw)))
      .toEqual([{ type: "session.ended", userId: "5", sessionId: viewer.sessionId }]);
  });

  test("all sessions of a person end, and nobody else's", async () => {
    const [one, two] = [await started(), await started()];
    await commands().hset(keys.user("6"), "username", "joe");
    const other = await sessions.start("6", "");
    await sessions.endAll("5");
    expect([await sessions.find(one.sealed), await sessions.find(two.sealed)]).toEqual([null, null]);
    expect((await sessions.find(other))?.id).toBe("6");
    await expect
      .poll(() => ended.map((raw) => JSON.parse(raw)))
      .toEqual([{ type: "session.ended", userId: "5", sessionId: null }]);
  });

  test("a session whose end cannot be told goes on, and so do all", async () => {
    const { sealed, viewer } = await started();
    await commands().call("ACL", "SETUSER", "default", "-publish");
    await expect(sessions.end("5", viewer.sessionId)).rejects.toThrow();
    await expect(sessions.endAll("5")).rejects.toThrow();
    await commands().call("ACL", "SETUSER", "default", "+publish");
    expect(await sessions.find(sealed)).toEqual(viewer);
  });

  test("what still writes when it was last seen does not bring it back", async () => {
    const { sealed, viewer } = await started();
    await sessions.end("5", viewer.sessionId);
    await commands().hset(keys.sessionsSeen("5"), viewer.sessionId, now());
    expect(await sessions.find(sealed)).toBeNull();
    expect(await sessions.list("5")).toEqual([]);
  });

  test("who is seen while all their sessions end leaves nothing behind", async () => {
    const id = await standing(3_600);
    const [viewer] = await Promise.all([sessions.verify("5", id), sessions.endAll("5")]);
    expect(viewer?.sessionId).toBe(id);
    expect(await commands().exists(keys.sessions("5"), keys.sessionsSeen("5"))).toBe(0);
  });
});

describe("expiry", () => {
  test("a session is over two weeks after it began, however often it was used", async () => {
    const fresh = await standing(SESSION_SECONDS - 60, undefined, 60);
    const over = await standing(SESSION_SECONDS, undefined, 60);
    expect((await sessions.verify("5", fresh))?.sessionId).toBe(fresh);
    expect(await sessions.verify("5", over)).toBeNull();
    expect((await sessions.list("5")).map(({ id }) => id)).toEqual([fresh]);
  });

  test("a session is over a week after it was used last", async () => {
    const used = await standing(SESSION_IDLE_SECONDS + 60, undefined, SESSION_IDLE_SECONDS - 60);
    const left = await standing(SESSION_IDLE_SECONDS + 60, undefined, SESSION_IDLE_SECONDS);
    expect(await sessions.verify("5", left)).toBeNull();
    expect((await sessions.list("5")).map(({ id }) => id)).toEqual([used]);
    expect((await sessions.verify("5", used))?.sessionId).toBe(used);
  });

  test.each(["began", "is seen again"])("what Redis keeps goes by itself, of a session that %s", async (which) => {
    const { viewer } = await started();
    if (which === "is seen again") {
      await commands().del(keys.sessionsSeen("5"));
      await sessions.verify("5", viewer.sessionId);
    }
    for (const key of [keys.sessions("5"), keys.sessionsSeen("5")]) {
      expect(await commands().ttl(key)).toBeGreaterThan(SESSION_SECONDS - 10);
    }
  });

  test("a cookie older than two weeks is not opened", async () => {
    const { sealed, viewer } = await started();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + (SESSION_SECONDS + 120) * 1000 });
    await standing(0, viewer.sessionId);
    expect(await sessions.find(sealed)).toBeNull();
  });
});

describe("the list of a person's sessions", () => {
  test("says since when, from what browser, and which was seen last", async () => {
    const earlier = await standing(3_600);
    const { viewer } = await started("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    const list = await sessions.list("5");
    expect(list.map(({ id, browser }) => [id, browser])).toEqual([
      [viewer.sessionId, "Firefox on Linux"],
      [earlier, "curl"],
    ]);
    expect(now() - (list[0]?.since as number)).toBeLessThan(5);
    expect(list[1]?.lastSeen).toBe(list[1]?.since);
  });

  test("takes what is no time for none", async () => {
    const id = await standing(3_600);
    for (const strange of ["1e400", "-1", "banana"]) {
      await commands().hset(keys.sessionsSeen("5"), id, strange);
      const [session] = await sessions.list("5");
      expect([strange, session?.lastSeen]).toEqual([strange, session?.since]);
    }
  });

  test("is seen again once a minute", async () => {
    const id = await standing(3_600);
    await sessions.verify("5", id);
    const seen = Number(await commands().hget(keys.sessionsSeen("5"), id));
    expect(now() - seen).toBeLessThan(5);
    await commands().hset(keys.sessionsSeen("5"), id, seen - 30);
    await sessions.verify("5", id);
    expect(Number(await commands().hget(keys.sessionsSeen("5"), id))).toBe(seen - 30);
  });

  test("passes over what is not a session", async () => {
    await commands().hset(keys.sessions("5"), { a: "not JSON", b: "null", c: '{"since":"x"}' });
    expect(await sessions.list("5")).toEqual([]);
    expect(await sessions.verify("5", "a")).toBeNull();
  });

  test("is bounded: a further session ends the oldest, everywhere", async () => {
    const ids: string[] = [];
    for (let i = 0; i < SESSIONS_MAX; i++) ids.push(await standing(1_000 - i));
    const { viewer } = await started();
    const kept = (await sessions.list("5")).map(({ id }) => id);
    expect(kept).toHaveLength(SESSIONS_MAX);
    expect(kept).toContain(viewer.sessionId);
    expect(kept).not.toContain(ids[0]);
    await expect.poll(() => ended.map((raw) => JSON.parse(raw).sessionId)).toEqual([ids[0]]);
  });
});

test.each([
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge on macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    "Chrome on Android",
  ],
  ["", "A browser"],
])("the browser %s is called %s", (userAgent, name) => {
  expect(sessions.browserName(userAgent)).toBe(name);
});
