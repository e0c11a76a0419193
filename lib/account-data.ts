import * as blocks from "./blocks";
import { wholeRedisSeconds } from "./clock";
import type { Message, RoomId, UserId } from "./events";
import { DATA_PAGE } from "./limits";
import * as messages from "./messages";
import * as rooms from "./rooms";
import * as sessions from "./sessions";

/** A line of the copy: who I am, a room that I am in, a message that I wrote there. Times in unix seconds. */
export type DataLine =
  | { type: "account"; id: UserId; username: string; copied: number; sessions: object[]; blocked: object[] }
  | { type: "room"; id: RoomId; kind: string; name: string; readCursor: string | null }
  | ({ type: "message" } & Message);

/**
 * All that is mine, one thing after another, a page of a room in memory at a time: my account, my rooms, and in each what I
 * wrote. What I wrote in a room that I have left is not in it. As `rooms.list`, then ZRANGEBYSCORE for each page
 */
export async function* copy({ id, username }: sessions.Viewer): AsyncGenerator<DataLine> {
  const [mine, signedIn, blocked] = await Promise.all([rooms.list(id), sessions.list(id), blocks.list(id)]);
  yield {
    type: "account",
    id,
    username,
    copied: wholeRedisSeconds(),
    sessions: signedIn.map(({ since, lastSeen, browser }) => ({ since, lastSeen, browser })),
    blocked: blocked.map((person) => ({ id: person.id, username: person.username })),
  };
  for (const { id: roomId, kind, name, readCursor } of mine) {
    yield { type: "room", id: roomId, kind, name, readCursor };
    yield* writtenIn(roomId, id);
  }
}

async function* writtenIn(roomId: RoomId, me: UserId): AsyncGenerator<DataLine> {
  for (let cursor: string | undefined = "0"; cursor !== undefined; ) {
    const run: messages.Run = await messages.after(roomId, cursor, DATA_PAGE);
    for (const live of run.messages) if (live.from === me) yield { type: "message", ...messages.plain(live) };
    cursor = run.more ? run.messages.at(-1)?.cursor : undefined;
  }
}
