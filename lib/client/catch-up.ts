import type { Cursor, LiveMessage, Message, RoomId } from "../events";
import { SYNC_MAX_ROOMS } from "../limits";
import type * as api from "./api";
import { backoffMs } from "./backoff";
import type { Chat } from "./chat";
import { isLater } from "./cursors";
import { Pause } from "./pause";
import type { Timeline } from "./timeline";

interface Parts {
  chat: Chat;
  api: typeof api;
  open(): Timeline | null;
}

type Held = Record<RoomId, Cursor | null>;

/** `news`: messages of others that were missed. `skipped`: the open room begins again, there were too many. */
interface Missed {
  news: number;
  skipped: boolean;
}

/** Asks for what was missed: after a connection, a long sleep, a hole between two messages, and now and then. */
export class CatchUp {
  #turn = 0;
  #filling: Timeline | null = null;
  #filled = "";
  readonly #pause = new Pause();

  constructor(private readonly parts: Parts) {}

  /** All rooms, from what is held of them; again and again until it is answered, or the connection lost. */
  async all(): Promise<void> {
    const turn = ++this.#turn;
    this.parts.chat.outbox.wake();
    this.#pause.end();
    await this.#until(
      () => this.#all(),
      () => turn === this.#turn,
    );
  }

  async #all(): Promise<void> {
    const { chat } = this.parts;
    const missed = await this.#sync(this.#held());
    await this.refresh(); // also what happened between the page and the connection
    chat.reader.flush();
    chat.reader.look();
    chat.status.caughtUp(missed);
  }

  /** Where the server sends everything again by itself, only the room on the screen is asked for. */
  #held(): Held {
    const { rooms, connection } = this.parts.chat;
    const open = this.parts.open();
    const shown = open?.isAtNewest ? { [open.roomId]: open.whole } : {};
    if (connection.isByStream) return shown;
    const listed = rooms.state.get().map((room) => [room.id, room.lastMessage?.cursor ?? null]);
    return { ...Object.fromEntries(listed), ...shown };
  }

  /** The room on the screen; until it is answered, or the connection lost, or another room there. Answers whether it was. */
  async room(timeline: Timeline): Promise<boolean> {
    return this.#until(
      () => this.#room(timeline),
      () => this.parts.open() === timeline,
    );
  }

  async #room(timeline: Timeline): Promise<void> {
    if (!timeline.isAtNewest) return;
    const missed = await this.#sync({ [timeline.roomId]: timeline.whole });
    if (missed.skipped) this.parts.chat.status.caughtUp(missed);
  }

  /** A hole between two messages on the screen: asked for once, since it may be one that nobody can fill. */
  async hole(timeline: Timeline): Promise<void> {
    if (this.#filling === timeline) return; // looked at again when that is answered
    this.#filling = timeline;
    for (let asked = holeOf(timeline); asked !== "" && asked !== this.#filled; asked = holeOf(timeline)) {
      await this.room(timeline);
      this.#filled = asked;
    }
    if (this.#filling === timeline) this.#filling = null;
  }

  /** Names of authors, and rooms, that we have not heard of. */
  async unknown(roomId: RoomId, messages: Message[]): Promise<void> {
    const { chat, api } = this.parts;
    if (!chat.rooms.find(roomId)) await this.refresh().catch(() => undefined);
    const ids = chat.people.unknown(messages.map(({ from }) => from));
    chat.people.learn(await api.getPeople(ids).catch(() => []));
  }

  /** Rooms, marks and presence as the server has them now. */
  async refresh(): Promise<void> {
    const { chat, api } = this.parts;
    const [rooms] = await Promise.all([chat.rooms.renew(api.getRooms), chat.people.renew(api)]);
    chat.people.meet(rooms.flatMap(({ members }) => members ?? []));
  }

  async #until(ask: () => Promise<unknown>, isWanted: () => boolean): Promise<boolean> {
    for (let attempt = 1; isWanted() && this.parts.chat.connection.state.get() === "online"; attempt++) {
      try {
        await ask();
        return true;
      } catch {
        await this.#pause.for(backoffMs(attempt));
      }
    }
    return false;
  }

  /** As many asks as the server takes rooms. Rejects when the server cannot say. */
  async #sync(held: Held): Promise<Missed> {
    const rooms = Object.entries(held);
    const missed: Missed = { news: 0, skipped: false };
    for (let from = 0; from < rooms.length; from += SYNC_MAX_ROOMS) {
      const { news, skipped } = await this.#ask(Object.fromEntries(rooms.slice(from, from + SYNC_MAX_ROOMS)));
      missed.news += news;
      missed.skipped ||= skipped;
    }
    return missed;
  }

  async #ask(held: Held): Promise<Missed> {
    const { chat } = this.parts;
    const answer = await chat.connection.ask("sync", { rooms: held, late: true });
    if (!answer.ok) throw new Error(answer.error.message);
    const known = chat.rooms.state.get().map(({ id }) => id);
    for (const roomId of Object.keys(held)) {
      if (!answer.data.rooms[roomId] && known.includes(roomId)) chat.rooms.gone(roomId);
    }
    const missed = { news: 0, skipped: false };
    for (const [roomId, { messages, reset }] of Object.entries(answer.data.rooms)) {
      const asked = held[roomId] ?? null;
      if (this.#missed(roomId, messages, reset && { asked })) missed.skipped = true;
      missed.news += messages.filter(({ from, cursor }) => from !== chat.me.id && isLater(cursor, asked)).length;
    }
    return missed;
  }

  /** Answers whether the room on the screen begins again with these. */
  #missed(roomId: RoomId, messages: LiveMessage[], reset: false | { asked: Cursor | null }): boolean {
    const open = this.parts.open();
    const begins = open?.roomId === roomId && open.isAtNewest;
    if (reset && begins) open.reset(messages, reset.asked);
    this.parts.chat.heard(messages);
    return reset !== false && begins;
  }
}

/** What is asked for a hole, to be known again; empty where there is none. */
function holeOf({ roomId, whole, last }: Timeline): string {
  return whole === (last?.cursor ?? null) ? "" : `${roomId} ${whole} ${last?.cursor}`;
}
