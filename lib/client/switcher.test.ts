import { expect, test } from "vitest";
import type { OpenRoom, Room, RoomKind, User } from "../events";
import { choicesOf, type Places } from "./switcher";

const room = (id: string, kind: RoomKind, name: string, { unread = 0, at = 1 } = {}): Room => {
  const lastMessage = { id, roomId: id, from: "2", date: at, message: "", cursor: String(at) };
  return { id, kind, name, unread, readCursor: null, lastMessage };
};
const person = (id: string, username: string, online = false): User => ({ id, username, online });
const open = (id: string, name: string): OpenRoom => {
  return { id, kind: "open", name, memberCount: 3, unread: 0, readCursor: null, lastMessage: null };
};

const places: Places = {
  me: "1",
  here: "0",
  rooms: [
    room("0", "open", "General", { at: 99 }),
    room("1:2", "direct", "Joe", { at: 20 }),
    room("1:3", "direct", "Tomás", { at: 30 }),
    room("5", "open", "Jobs board", { unread: 4, at: 10 }),
    room("6", "closed", "Banjo night", { at: 40 }),
    room("7", "open", "Journal", { at: 50 }),
  ],
  people: [person("1", "Jo, that is me"), person("2", "Joe", true), person("4", "Joanna"), person("3", "Tomás")],
  open: [open("8", "Jokes"), open("7", "Journal")],
};
const shown = (query: string, some: Partial<Places> = {}) =>
  choicesOf(query, { ...places, ...some }).map(({ name, words }) => `${name}: ${words}`);

test("without a query come the unread rooms, then the newest, and last where one is", () => {
  expect(choicesOf(" ", places).map(({ name }) => name)).toEqual([
    "Jobs board",
    "Journal",
    "Banjo night",
    "Tomás",
    "Joe",
    "General",
  ]);
});

test("a query finds my rooms, people and open rooms, and says what each of them is", () => {
  expect(shown("jo")).toEqual([
    "Joe: Online",
    "Joanna: Start a conversation",
    "Jobs board: Room",
    "Journal: Room",
    "Jokes: Open room · join",
    "Banjo night: Closed room",
  ]);
});

test("what a name begins with is before what a word of it begins with, before what is inside", () => {
  const rooms = [room("1", "open", "Banjo"), room("2", "open", "Odd jobs"), room("3", "open", "Jobs")];
  expect(choicesOf("jo", { ...places, rooms, people: [], open: [] }).map(({ name }) => name)).toEqual([
    "Jobs",
    "Odd jobs",
    "Banjo",
  ]);
});

test("who is not online has a direct room all the same", () => {
  expect(shown("tomas")).toEqual(["Tomás: Direct message"]);
});

test("neither I nor a person with a room of ours is a stranger, and a room of mine is not to be joined", () => {
  expect(shown("that is me")).toEqual([]);
  expect(shown("joe")).toEqual(["Joe: Online"]);
  expect(shown("journal")).toEqual(["Journal: Room"]);
});

test("a choice tells where it leads, its face, its count, and what was matched", () => {
  const [joe, joanna, jobs] = choicesOf("jo", places);
  expect(joe).toMatchObject({ kind: "direct", id: "1:2", person: { id: "2", online: true } });
  expect(joanna).toMatchObject({ kind: "person", id: "4", person: { id: "4" } });
  expect(jobs).toMatchObject({ kind: "room", id: "5", person: null, unread: 4, match: { start: 0, end: 2 } });
});

test("of very many it shows the first", () => {
  const people = Array.from({ length: 100 }, (_, index) => person(String(index + 10), `Joe ${index}`));
  expect(choicesOf("joe", { ...places, people })).toHaveLength(30);
});
