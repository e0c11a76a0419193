/** Rooms with a long history, written straight into Redis: sending it would take longer than the test. */
import type { Chatter } from "./chatters";
import type { Banter } from "./servers";
import { writePast } from "./stored-rooms";

const SECONDS_APART = 60;

/** A room of two with so many messages of the first of them, numbered, the last one a minute old. Answers its id. */
export async function longRoom({ redisUrl }: Banter, joe: Chatter, mary: Chatter, count: number): Promise<string> {
  const { id } = await joe.create({ kind: "closed", name: `Long ${joe.name}`, memberIds: [mary.id] });
  const now = Math.floor(Date.now() / 1000);
  const said = Array.from({ length: count }, (_, index) => ({
    from: joe.id,
    text: `Number ${index + 1}.${index % 10 === 9 ? ` ${WORDS}` : ""}`,
    at: now - (count - index) * SECONDS_APART,
  }));
  await writePast(redisUrl, id, said);
  return id;
}

/** Marks the last `unread` messages as unread for `mary`. */
export async function markUnread({ page }: Chatter, roomId: string, unread: number): Promise<void> {
  const last = async (query: string) => {
    const answer = await page.request.get(`/api/rooms/${roomId}/messages?${query}`);
    return ((await answer.json()) as { messages: { cursor: string }[] }).messages;
  };
  let edge = "";
  for (let left = unread; left > 0; left -= 100) {
    const [first] = await last(`limit=${Math.min(100, left)}${edge && `&before=${edge}`}`);
    edge = first?.cursor ?? "";
  }
  await page.request.put(`/api/rooms/${roomId}/unread`, { data: { cursor: edge } });
}

const WORDS = "It goes on for a while, so that rows differ in height, as they do where people talk to one another.";
