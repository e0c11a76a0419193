import { USER_ID } from "../events";
import { idIn, keys } from "../redis/keys";

/** How much an import has added, and how much was there already. */
export interface Tally {
  people: number;
  rooms: number;
  messages: number;
  other: number;
  there: number;
}

export const tallyOf = (): Tally => ({ people: 0, rooms: 0, messages: 0, other: 0, there: 0 });

/** Counts one entry: the field of a hash, the member of a set, a text. */
export function add(total: Tally, { key, field = "" }: { key: string; field?: string }, isNew: boolean): void {
  if (!isNew) total.there++;
  else if (field === "username" && USER_ID.test(idIn(keys.user, key) ?? "")) total.people++;
  else if (idIn(keys.roomName, key) !== null) total.rooms++;
  else total.other++;
}

/** In words: "4 people, 1 room and 12 other entries". */
export function inWords({ people, rooms, messages, other }: Tally): string {
  const parts = [
    count(people, "person", "people"),
    count(rooms, "room", "rooms"),
    count(messages, "message", "messages"),
    count(other, "other entry", "other entries"),
  ].filter(Boolean);
  return parts.length === 0 ? "nothing" : parts.join(", ").replace(/, ([^,]*)$/, " and $1");
}

const count = (number: number, one: string, many: string) =>
  number === 0 ? "" : `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
