import { beforeAll, beforeEach, expect, test } from "vitest";
import { commands, whenReady } from "../redis/client";
import { keys } from "../redis/keys";
import * as rooms from "../rooms";
import * as sessions from "../sessions";
import { json, routeAnd } from "./route";

const context = { params: Promise.resolve({}) };
const requestBy = (sealed: string) =>
  new Request("http://localhost/api/rooms", { headers: { cookie: `banter=${encodeURIComponent(sealed)}` } });

async function signedIn(): Promise<{ sealed: string; sessionId: string }> {
  const sealed = await sessions.start("5", "test");
  const viewer = (await sessions.find(sealed)) as sessions.Viewer;
  return { sealed, sessionId: viewer.sessionId };
}

const list = routeAnd(rooms.whereIAm, async ({ viewer, found }) => json(await rooms.list(viewer.id, found)));

beforeAll(whenReady);
beforeEach(async () => {
  await commands().flushall();
  await commands().hset(keys.user("5"), "username", "mary");
  await commands().sadd(keys.userRooms("5"), "0", "7");
  await commands().set(keys.roomName("7"), "Secrets");
});

test("what is read with the session is given to who has it", async () => {
  const { sealed } = await signedIn();
  const answer = await list(requestBy(sealed), context);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("Secrets");
});

test("who signed out gets nothing of what was read with the session, however often they ask", async () => {
  const { sealed, sessionId } = await signedIn();
  expect((await list(requestBy(sealed), context)).status).toBe(200);
  await sessions.end("5", sessionId);
  for (const _ of [1, 2]) {
    const answer = await list(requestBy(sealed), context);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: expect.objectContaining({ code: "unauthenticated" }) });
  }
});

test("a session that ends while it is read for is refused, though the reading fails or never comes back", async () => {
  const { sealed, sessionId } = await signedIn();
  await sessions.end("5", sessionId);
  for (const read of [() => Promise.reject(new Error("no such room")), () => new Promise<never>(() => undefined)]) {
    const asked = routeAnd(read, async ({ found }) => json(found));
    expect((await asked(requestBy(sealed), context)).status).toBe(401);
  }
});

test("an account that is deleted gets nothing, though its session still stands", async () => {
  const { sealed } = await signedIn();
  await commands().hset(keys.user("5"), "deleted", "1");
  expect((await list(requestBy(sealed), context)).status).toBe(401);
});
