import type { LiveMessage } from "../../lib/events";
import { ask } from "./person";
import { expect, test } from "./test";

test("a stream tells what a socket is told", async ({ anna, ben }) => {
  const room = await anna.createRoom("closed", "Both ways", [ben.id]);
  const [socket, stream] = [await ben.connect(), await ben.stream()];
  for (const text of ["one", "two\nlines", "data: three", "ünï\u0085cödé"]) await anna.say(room.id, text);
  const later = await anna.createRoom("closed", "Later", [ben.id]);
  for (const ear of [socket, stream]) await ear.hears("room", ({ id }) => id === later.id);
  await anna.say(later.id, "in the new room");
  for (const ear of [socket, stream]) await ear.hearsMessage(later.id, "in the new room");
  expect(stream.messages(room.id)).toEqual(socket.messages(room.id));
  expect(stream.messages(later.id)).toEqual(socket.messages(later.id));
  expect(stream.messages(room.id)).toHaveLength(4);
  expect(stream.lastId()).toBe(stream.messages(later.id)[0]?.cursor);
});

test("a stream resumes after the last id, without loss or repeat, on the other server too", async ({
  anna,
  ben,
  first,
}) => {
  const [one, other] = [
    await anna.createRoom("closed", "One", [ben.id]),
    await anna.createRoom("closed", "Other", [ben.id]),
  ];
  const before = await ben.stream();
  await anna.say(one.id, "heard");
  await before.hearsMessage(one.id, "heard");
  before.close();
  for (const text of ["a", "b", "c"]) {
    await anna.say(one.id, text);
    await anna.say(other.id, text);
  }
  const lastEventId = before.lastId();
  for (const resume of [
    () => ben.stream({ lastEventId }),
    () => ben.at(first).stream({ lastEventId }),
    () => ben.stream({ after: lastEventId }),
  ]) {
    const resumed = await resume();
    await resumed.hearsMessage(other.id, "c");
    expect(resumed.messages(one.id).map(({ message }) => message)).toEqual(["a", "b", "c"]);
    expect(resumed.messages(other.id).map(({ message }) => message)).toEqual(["a", "b", "c"]);
    await anna.say("0", "live again");
    await resumed.hearsMessage("0", "live again");
    resumed.close();
  }
});

test("a stream tells a long absence in full, in the order of all rooms", async ({ anna, ben }) => {
  const rooms = [await anna.createRoom("closed", "Loud", [ben.id]), await anna.createRoom("closed", "Quiet", [ben.id])];
  const [loud, quiet] = rooms.map(({ id }) => id) as [string, string];
  const annas = await anna.connect();
  const held = await annas.say(loud, "held");
  const said = await Promise.all(
    Array.from({ length: 450 }, (_, index) => annas.say(index % 15 === 0 ? quiet : loud, `word ${index}`)),
  );
  const inOrder = said.sort((a, b) => Number(a.cursor) - Number(b.cursor)).map(({ id }) => id);
  const resumed = await ben.stream({ after: held.cursor });
  await resumed.hearsMessages(loud, 420);
  await resumed.hearsMessages(quiet, 30);
  expect(resumed.all("messages").flatMap((messages) => messages.map(({ id }) => id))).toEqual(inOrder);
});

test("a stream that breaks again and again while much is said loses nothing and repeats nothing", async ({
  anna,
  ben,
}) => {
  const rooms = [
    await anna.createRoom("closed", "One", [ben.id]),
    await anna.createRoom("closed", "Two", [ben.id]),
    await anna.createRoom("closed", "Three", [ben.id]),
  ];
  const annas = await anna.connect();
  const { cursor } = await annas.say(rooms[0]?.id ?? "", "go");
  const saying = Promise.all(
    Array.from({ length: 240 }, (_, index) => annas.say(rooms[index % 3]?.id ?? "", `word ${index}`)),
  );
  const heard: LiveMessage[] = [];
  let lastEventId: string = cursor;
  for (let pieces = 0; heard.length < 240 && pieces < 100; pieces++) {
    const wanted = Math.min(10, 240 - heard.length);
    let left = wanted;
    const piece = await ben.stream({ lastEventId, goOn: (event) => event !== "messages" || --left > 0 });
    await piece.until(`${wanted} more messages`, () => piece.all("messages").length === wanted || undefined);
    piece.close();
    await piece.closed;
    heard.push(...piece.all("messages").flat());
    lastEventId = piece.lastId() ?? lastEventId;
  }
  const said = (await saying).sort((a, b) => Number(a.cursor) - Number(b.cursor));
  expect(heard.map(({ message }) => message)).toEqual(said.map(({ message }) => message));
});

test("a stream does not begin where there is no cursor", async ({ anna, first }) => {
  for (const [path, headers] of [
    ["/api/stream?after=now", {}],
    ["/api/stream?after=%2Binf", {}],
    ["/api/stream", { "Last-Event-ID": "(1" }],
    ["/api/stream", { "Last-Event-ID": "1, 2" }],
  ] as const) {
    const refused = await ask(first, "GET", path, undefined, { cookie: anna.cookie, ...headers });
    expect(refused, path).toMatchObject({ status: 400, body: { error: { code: "invalid" } } });
  }
});
