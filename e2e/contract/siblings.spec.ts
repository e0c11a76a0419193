import type { Message, Room } from "../../lib/events";
import { ask } from "./person";
import { sayAs, seconds, siblings } from "./siblings";
import { expect, test } from "./test";

for (const sibling of siblings) {
  test(`what is said on the ${sibling.name} server is heard here once, by the members only`, async ({
    anna,
    ben,
    stranger,
    redis,
  }) => {
    const { body: direct } = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
    const inside = [await anna.connect(), await ben.connect(), await ben.stream()];
    const outside = await stranger.connect();
    await anna.say(direct.id, "before");
    const said = { from: ben.id, roomId: direct.id, message: `a < b, "c" & d'été 👍`, date: seconds() };
    await sayAs(sibling, redis, said);
    const heard = await Promise.all(inside.map((ear) => ear.hearsMessage(direct.id, said.message)));
    for (const message of heard) {
      expect(message).toMatchObject({ from: ben.id, date: said.date, roomId: direct.id });
      expect(message.id).toBe(heard[0]?.id);
      expect(message.cursor).toBe(String(said.date));
    }
    await sayAs(sibling, redis, { ...said, roomId: "0", message: "and this to all" });
    for (const ear of [...inside, outside]) {
      await ear.hearsMessage("0", "and this to all");
      expect(ear.messages(direct.id).filter(({ message }) => message === said.message)).toHaveLength(
        ear === outside ? 0 : 1,
      );
    }
    expect(outside.messages(direct.id)).toEqual([]);

    for (const who of [anna, ben]) {
      const { messages } = await who.history(direct.id);
      const { prev: _, ...first } = heard[0] as Message & { prev: unknown };
      expect(messages).toContainEqual(first);
    }
  });

  test(`what is said here can be read by the ${sibling.name} server`, async ({ anna, ben, redis }) => {
    const { body: direct } = await anna.ask<Room>("POST", "/api/rooms", { kind: "direct", userId: ben.id });
    const listener = redis.duplicate();
    const published: string[] = [];
    listener.on("message", (_channel, raw) => published.push(raw));
    await listener.subscribe("MESSAGES");
    const { body: said } = await anna.say(direct.id, "<hello> siblings");
    const [member] = await redis.zrevrange(`room:${direct.id}`, 0, 0);
    expect(JSON.parse(member ?? "")).toEqual({
      from: anna.id,
      date: said.date,
      message: "<hello> siblings",
      roomId: direct.id,
      id: said.id,
    });
    expect(Number.isInteger(said.date)).toBe(true);
    await expect.poll(() => published.map((raw) => JSON.parse(raw).type)).toContain("message");
    const envelopes = published.map((raw) => JSON.parse(raw));
    expect(envelopes.find(({ type }) => type === "message")).toMatchObject({ data: JSON.parse(member ?? "") });
    expect(envelopes.find(({ type }) => type === "show.room")?.data).toEqual({
      id: direct.id,
      names: [[anna.username], [ben.username]],
    });
    listener.disconnect();
  });
}

test("what a sibling stores behind the cursor, by a late clock, is heard once", async ({ anna, ben, redis }) => {
  const room = await anna.createRoom("closed", "Late clock", [ben.id]);
  const ears = [await anna.connect(), await ben.connect(), await ben.stream()];
  for (const text of ["one", "two"]) await anna.say(room.id, text);
  for (const [index, sibling] of siblings.entries()) {
    await sayAs(sibling, redis, {
      from: ben.id,
      roomId: room.id,
      message: `late by ${sibling.name}`,
      date: seconds() - 30 * (index + 1),
    });
  }
  await anna.say(room.id, "three");
  const texts = ["one", "two", "three", ...siblings.map(({ name }) => `late by ${name}`)];
  for (const ear of ears) {
    for (const text of texts) await ear.hearsMessage(room.id, text);
    expect(ear.messages(room.id)).toHaveLength(texts.length);
  }
  const { messages } = await ben.history(room.id);
  expect(messages.map(({ message }) => message)).toEqual([
    ...siblings.map(({ name }) => `late by ${name}`).reverse(),
    "one",
    "two",
    "three",
  ]);
});

test("what many say in one second is heard once each, and paged through without loss", async ({ anna, ben, redis }) => {
  const room = await anna.createRoom("closed", "One second", [ben.id]);
  const ears = [await anna.connect(), await ben.connect()];
  const date = seconds();
  const texts = Array.from({ length: 20 }, (_, index) => `word ${index}`);
  await Promise.all(
    texts.map((message, index) => {
      const sibling = siblings[index % siblings.length];
      return sibling && sayAs(sibling, redis, { from: ben.id, roomId: room.id, message, date });
    }),
  );
  for (const ear of ears) {
    for (const text of texts) await ear.hearsMessage(room.id, text);
    expect(ear.messages(room.id)).toHaveLength(texts.length);
    expect(new Set(ear.messages(room.id).map(({ id }) => id)).size).toBe(texts.length);
  }
  await anna.say(room.id, "afterwards");
  const read: string[] = [];
  let before: string | null = null;
  do {
    const page = await ben.history(room.id, `?limit=3${before ? `&before=${before}` : ""}`);
    read.unshift(...page.messages.map(({ message }) => message));
    before = page.older;
  } while (before);
  expect(read.slice().sort()).toEqual([...texts, "afterwards"].sort());
});

test("the same words said twice by a sibling are two messages; the same bell rung twice is one", async ({
  anna,
  ben,
  redis,
}) => {
  const room = await anna.createRoom("closed", "Twice", [ben.id]);
  const bens = await ben.connect();
  const [node] = siblings;
  if (!node) throw new Error("there is no sibling");
  const said = { from: anna.id, roomId: room.id, message: "again", date: seconds() - 5 };
  for (const date of [said.date, said.date + 1]) {
    await sayAs(node, redis, { ...said, date });
    await sayAs(node, redis, { ...said, date });
  }
  await sayAs(node, redis, { ...said, message: "enough", date: said.date + 2 });
  await bens.hearsMessage(room.id, "enough");
  expect(bens.messages(room.id).map(({ message }) => message)).toEqual(["again", "again", "enough"]);
});

test("a bell that says what is not stored is not believed", async ({ anna, ben, redis }) => {
  const bens = await ben.connect();
  for (const sibling of siblings) {
    const forged = sibling.member({ from: anna.id, roomId: "0", message: "I never said that", date: seconds() });
    await redis.publish("MESSAGES", sibling.envelope(forged));
  }
  await anna.say("0", "this I said");
  await bens.hearsMessage("0", "this I said");
  expect(bens.messages("0").map(({ message }) => message)).not.toContain("I never said that");
});

test("a direct room that a sibling opens appears here to the two, when it is told", async ({
  anna,
  ben,
  stranger,
  redis,
}) => {
  const [small, large] = [anna.id, ben.id].sort((a, b) => Number(a) - Number(b));
  const id = `${small}:${large}`;
  const [bens, strangers] = [await ben.connect(), await stranger.connect()];
  for (const person of [anna, ben]) await redis.sadd(`user:${person.id}:rooms`, id);
  const data = { id, names: [[anna.username], [ben.username]] };
  await redis.publish("MESSAGES", JSON.stringify({ serverId: "192.0.2.2:4000", type: "show.room", data }));
  expect(await bens.hears("room", (room) => room.id === id)).toMatchObject({ kind: "direct", name: anna.username });
  const [node] = siblings;
  if (node) await sayAs(node, redis, { from: anna.id, roomId: id, message: "hi", date: seconds() });
  await bens.hearsMessage(id, "hi");
  await anna.say("0", "to all");
  await strangers.hearsMessage("0", "to all");
  expect(strangers.all("room").filter((room) => room.id === id)).toEqual([]);
});

test("the demo people of the siblings sign in, with their rooms and greetings", async ({ first, second, signIn }) => {
  const pablo = await signIn(first, { username: "Pablo", password: "password123" });
  const rooms = await pablo.rooms();
  expect(
    rooms
      .filter(({ kind }) => kind === "direct")
      .map(({ name }) => name)
      .sort(),
  ).toEqual(expect.arrayContaining(["Alex", "Joe", "Mary"]));
  expect(rooms.find(({ id }) => id === "0")).toMatchObject({ kind: "open", name: "General" });
  const direct = rooms.find(({ name }) => name === "Joe");
  expect((await pablo.at(second).history(direct?.id ?? "")).messages.length).toBeGreaterThanOrEqual(2);
  expect((await ask(second, "GET", "/readyz")).status).toBe(200);
});
