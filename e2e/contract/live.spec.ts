import { expect, test } from "./test";

test("typing is told to the others in the room, and to no tab of the one who types", async ({
  anna,
  ben,
  stranger,
  second,
}) => {
  const room = await anna.createRoom("closed", "Typing", [ben.id]);
  const [here, there, bens] = [await anna.connect(), await anna.at(second).connect(), await ben.connect()];
  const [strangers, stream] = [await stranger.connect(), await ben.stream()];
  expect(await here.ask("typing", { roomId: room.id })).toEqual({ ok: true, data: null });
  for (const ear of [bens, stream]) {
    expect(await ear.hears("typing")).toEqual({ roomId: room.id, userId: anna.id });
  }
  await bens.ask("typing", { roomId: room.id }); // comes after, by the same way
  for (const ear of [here, there]) await ear.hears("typing", ({ userId }) => userId === ben.id);
  for (const ear of [here, there]) expect(ear.all("typing")).toEqual([{ roomId: room.id, userId: ben.id }]);
  await here.ask("typing", { roomId: "0" });
  await strangers.hears("typing");
  expect(strangers.all("typing")).toEqual([{ roomId: "0", userId: anna.id }]);
});

test("a read mark moves forwards only, on whichever server", async ({ anna, ben, second, first }) => {
  const room = await anna.createRoom("closed", "Marks", [ben.id]);
  const said = [];
  for (const text of ["one", "two", "three"]) said.push((await anna.say(room.id, text)).body);
  const mark = (cursor: string | undefined, server = second) =>
    ben.at(server).ask("PUT", `/api/rooms/${room.id}/read`, { cursor });
  expect((await ben.room(room.id)).unread).toBe(3);
  expect((await mark(said[1]?.cursor)).status).toBe(204);
  expect(await ben.room(room.id)).toMatchObject({ unread: 1, readCursor: said[1]?.cursor });
  expect((await mark(said[0]?.cursor, first)).status).toBe(204);
  expect(await ben.room(room.id)).toMatchObject({ unread: 1, readCursor: said[1]?.cursor });
  expect((await mark("9999999999")).status).toBe(204);
  expect(await ben.room(room.id)).toMatchObject({ unread: 0, readCursor: said[2]?.cursor });
  await anna.say(room.id, "four");
  expect((await ben.room(room.id)).unread).toBe(1);
});

test("what I mark as unread is unread on every server and in all my tabs, although I spoke last", async ({
  anna,
  ben,
  second,
}) => {
  const room = await anna.createRoom("closed", "Later", [ben.id]);
  const { body: asked } = await anna.say(room.id, "Could you?");
  const { body: answered } = await ben.say(room.id, "Later.");
  const [here, there, annas] = [await ben.connect(), await ben.at(second).connect(), await anna.connect()];
  const path = `/api/rooms/${room.id}`;
  expect((await ben.ask("PUT", `${path}/unread`, { cursor: asked.cursor })).status).toBe(204);
  for (const ear of [here, there]) expect(await ear.hears("unread")).toMatchObject({ roomId: room.id, unread: 2 });
  expect((await ben.at(second).room(room.id)).unread).toBe(2);
  expect((await ben.ask("PUT", `${path}/read`, { cursor: answered.cursor })).status).toBe(204);
  expect(await ben.room(room.id)).toMatchObject({ unread: 0, readCursor: answered.cursor });
  expect(annas.all("unread")).toEqual([]);
});

test("what one tab has read the other tabs hear, but not the tab that said it, nor other people", async ({
  anna,
  ben,
  second,
}) => {
  const room = await anna.createRoom("closed", "Tabs", [ben.id]);
  const { body: said } = await ben.say(room.id, "read me");
  const [here, there, bens] = [await anna.connect(), await anna.at(second).connect(), await ben.connect()];
  const stream = await anna.at(second).stream();
  expect(await here.ask("read", { roomId: room.id, cursor: said.cursor })).toEqual({ ok: true, data: null });
  for (const ear of [there, stream]) {
    expect(await ear.hears("read")).toEqual({ roomId: room.id, cursor: said.cursor });
  }
  await here.ask("read", { roomId: room.id, cursor: said.cursor }); // it is there already: nobody is told
  await bens.ask("typing", { roomId: room.id }); // comes after, by the same way
  await there.ask("typing", { roomId: room.id });
  for (const ear of [here, there, bens]) await ear.hears("typing");
  expect(here.all("read")).toEqual([]);
  expect(bens.all("read")).toEqual([]);
  expect(there.all("read")).toHaveLength(1);
  expect(await anna.room(room.id)).toMatchObject({ unread: 0, readCursor: said.cursor });
});

test("who comes and who goes is told within seconds, on the other server", async ({ anna, ben, redis }) => {
  const [bens, stream] = [await ben.connect(), await ben.stream()];
  const annas = await anna.connect();
  for (const ear of [bens, stream]) {
    const { online } = await ear.hears("presence", ({ online }) => online.some(({ id }) => id === anna.id));
    expect(online).toContainEqual({ id: anna.id, username: anna.username, online: true });
  }
  expect(await redis.sismember("online_users", anna.id)).toBe(1);
  const began = Date.now();
  annas.close();
  for (const ear of [bens, stream]) await ear.hears("presence", ({ offline }) => offline.includes(anna.id));
  expect(Date.now() - began).toBeLessThan(8_000);
  expect(await redis.sismember("online_users", anna.id)).toBe(0);
  expect(await redis.sismember("online_users", ben.id)).toBe(1);
});

test("who comes back quickly, or has another tab, does not seem to go", async ({
  anna,
  ben,
  stranger,
  newcomer,
  first,
  second,
  redis,
}) => {
  const carl = await newcomer("Carl");
  const bens = await ben.connect();
  const tabs = [await anna.connect(), await stranger.at(first).connect(), await stranger.at(second).connect()];
  const carls = await carl.connect();
  for (const { id } of [anna, stranger, carl]) {
    await bens.hears("presence", ({ online }) => online.some((person) => person.id === id));
  }
  tabs[0]?.close();
  tabs[1]?.close();
  const returning = anna.connect();
  carls.close(); // is told as gone after all of them would be
  await returning;
  await bens.hears("presence", ({ offline }) => offline.includes(carl.id));
  const offline = bens.all("presence").flatMap((change) => change.offline);
  const online = bens.all("presence").flatMap((change) => change.online.map(({ id }) => id));
  for (const { id } of [anna, stranger]) {
    expect(offline).not.toContain(id);
    expect(online.filter((other) => other === id)).toHaveLength(1);
    expect(await redis.sismember("online_users", id)).toBe(1);
  }
});

test("whom a sibling takes off while their tab is open is put back", async ({ anna, ben, redis }) => {
  const [annas, bens] = [await anna.connect(), await ben.connect()];
  await annas.hears("presence", ({ online }) => online.some(({ id }) => id === ben.id));
  await expect.poll(() => redis.sismember("online_users", anna.id)).toBe(1);
  await redis.srem("online_users", anna.id);
  const gone = { id: anna.id, username: anna.username, online: false };
  await redis.publish(
    "MESSAGES",
    JSON.stringify({ serverId: "192.0.2.2:4000", type: "user.disconnected", data: gone }),
  );
  await expect.poll(() => redis.sismember("online_users", anna.id), { timeout: 15_000 }).toBe(1);
  await bens.say("0", "and nobody was disconnected");
  await annas.hearsMessage("0", "and nobody was disconnected");
});
