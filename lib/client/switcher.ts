import type { OpenRoom, Room, RoomId, User, UserId } from "../events";
import { type Match, matchIn } from "./match";

const MOST = 30; // who sees more types another letter

/** Where one may go: a room of mine, an open room to join, or a person to begin with. */
export interface Choice {
  kind: "direct" | "person" | "room" | "closed" | "open";
  /** Of the room; of the person where there is no room yet. */
  id: RoomId | UserId;
  name: string;
  /** What it is, in words. */
  words: string;
  /** What of the name was looked for. */
  match: Match | null;
  unread: number;
  /** Whose face it has. */
  person: User | null;
}

export interface Places {
  me: UserId;
  /** Where I am. */
  here: RoomId | null;
  rooms: readonly Room[];
  /** All that we know of, with their presence. */
  people: readonly User[];
  /** Open rooms that I may join. */
  open: readonly OpenRoom[];
}

/** What fits, the best first. Without a query: my rooms, the unread ones on top, then the newest; where I am, last. */
export function choicesOf(query: string, places: Places): Choice[] {
  const wanted = query.trim();
  const mine = [...places.rooms].sort(byUseTo(places.here)).map((room) => ofRoom(room, places));
  if (wanted === "") return mine.slice(0, MOST);
  return [...mine, ...strangers(places), ...toJoin(places)]
    .flatMap((choice) => {
      const match = matchIn(choice.name, wanted);
      return match ? [{ ...choice, match }] : [];
    })
    .sort((a, b) => a.match.rank - b.match.rank || ORDER[a.kind] - ORDER[b.kind])
    .slice(0, MOST);
}

const ORDER: Record<Choice["kind"], number> = { direct: 0, person: 1, room: 2, closed: 2, open: 3 };

const byUseTo = (here: RoomId | null) => (a: Room, b: Room) =>
  Number(a.id === here) - Number(b.id === here) ||
  Number(b.unread > 0) - Number(a.unread > 0) ||
  Number(b.lastMessage?.cursor ?? 0) - Number(a.lastMessage?.cursor ?? 0) ||
  byName(a, b);

function ofRoom({ id, kind, name, unread, members }: Room, { me, people }: Places): Choice {
  const choice = { id, name, unread, match: null, person: null };
  if (kind !== "direct") {
    return kind === "closed"
      ? { ...choice, kind: "closed", words: "Closed room" }
      : { ...choice, kind: "room", words: "Room" };
  }
  const other = otherIn(id, me);
  const known = people.find((person) => person.id === other) ?? members?.find((person) => person.id === other);
  const person = { id: other, username: name, online: known?.online ?? false };
  return { ...choice, kind: "direct", words: person.online ? "Online" : "Direct message", person };
}

function strangers({ me, rooms, people }: Places): Choice[] {
  const met = new Set(rooms.filter(({ kind }) => kind === "direct").map(({ id }) => otherIn(id, me)));
  return people
    .filter(({ id }) => id !== me && !met.has(id))
    .map((person) => ({ ...person, name: person.username, person }))
    .sort(byName)
    .map(({ id, name, person }) => {
      return { kind: "person", id, name, words: "Start a conversation", match: null, unread: 0, person };
    });
}

function toJoin({ rooms, open }: Places): Choice[] {
  const mine = new Set(rooms.map(({ id }) => id));
  return open
    .filter(({ id }) => !mine.has(id))
    .sort(byName)
    .map(({ id, name }) => {
      return { kind: "open", id, name, words: "Open room · join", match: null, unread: 0, person: null };
    });
}

const otherIn = (roomId: RoomId, me: UserId) => roomId.split(":").find((id) => id !== me) ?? me;
const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, "en");
