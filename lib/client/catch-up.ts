import type { Cursor, LiveMessage, Message, RoomId } from "../events";
import { SYNC_MAX_ROOMS, USERS_MAX } from "../limits";
import type * as api from "./api";
import { backoffMs } from "./backoff";
import type { Chat } from "./chat";
import { Pause } from "./pause";
import type { Timeline } from "./timeline";

interface Parts {
  chat: Chat;
  api: typeof api;
  open(): Timeline | null;
}

/** Asks for what was missed: after a connection, a long sleep, or a hole between two messages. */
export class CatchUp {
  #turn = 0;
  #filled = "";
  readonly #pause = new Pause();

  constructor(private readonly parts: Parts) {}

  /** All rooms, from what is held of them; again and again until it is answered, or the connection lost. */
  async all(): Promise<void> {
    const { connection, outbox } = this.parts.chat;
    const turn = ++this.#turn;
    outbox.wake();
    for (let attempt = 1; turn === this.#turn && connection.state.get() === "online"; attempt++) {
      if (
        await this.#all().then(
          () => true,
          () => false,
        )
      )
        return;
      await this.#pause.for(backoffMs(attempt));
    }
  }

  async #all(): Promise<void> {
    const { chat } = this.parts;
    const news = await this.#sync(this.#held());
    await this.refresh(); // also what happened between the page and the connection
    chat.reader.flush();
    chat.reader.look();
    chat.status.caughtUp(news);
  }

  #held(): Record<RoomId, Cursor | null> {
    const rooms = this.parts.chat.rooms.state.get().slice(0, SYNC_MAX_ROOMS);
    const held = Object.fromEntries(rooms.map((room) => [room.id, room.lastMessage?.cursor ?? null]));
    const open = this.parts.open();
    if (open?.isAtNewest) held[open.roomId] = open.whole;
    return held;
  }

  /** The room on the screen. */
  room(timeline: Timeline): void {
    if (timeline.isAtNewest) void this.#sync({ [timeline.roomId]: timeline.whole }).catch(() => undefined);
  }

  /** A hole between two messages on the screen: asked for once, since it may be one that nobody can fill. */
  hole(timeline: Timeline): void {
    const asked = `${timeline.roomId} ${timeline.whole} ${timeline.last?.cursor}`;
    if (asked !== this.#filled) this.room(timeline);
    this.#filled = asked;
  }

  /** Names of authors, and rooms, that we have not heard of. */
  async unknown(roomId: RoomId, messages: Message[]): Promise<void> {
    const { chat, api } = this.parts;
    if (!chat.rooms.find(roomId)) await this.refresh().catch(() => undefined);
    const ids = chat.people.unknown(messages.map(({ from }) => from)).slice(0, USERS_MAX);
    if (ids.length > 0) chat.people.learn(await api.getPeople(ids).catch(() => []));
  }

  /** Answers how many messages of others were missed. Rejects when the server cannot say. */
  async #sync(held: Record<RoomId, Cursor | null>): Promise<number> {
    const { chat } = this.parts;
    const answer = await chat.connection.ask("sync", { rooms: held });
    if (!answer.ok) throw new Error(answer.error.message);
    const known = chat.rooms.state.get().map(({ id }) => id);
    for (const roomId of Object.keys(held)) {
      if (!answer.data.rooms[roomId] && known.includes(roomId)) chat.rooms.gone(roomId);
    }
    const all = Object.entries(answer.data.rooms);
    for (const [roomId, { messages, reset }] of all) this.#missed(roomId, messages, reset);
    return all.flatMap(([, { messages }]) => messages).filter(({ from }) => from !== chat.me.id).length;
  }

  #missed(roomId: RoomId, messages: LiveMessage[], reset: boolean): void {
    const open = this.parts.open();
    if (reset && open?.roomId === roomId && open.isAtNewest) open.reset(messages);
    this.parts.chat.heard(messages);
  }

  /** Rooms, marks and presence as the server has them now. */
  async refresh(): Promise<void> {
    const { chat, api } = this.parts;
    const [rooms] = await Promise.all([chat.rooms.renew(api.getRooms), chat.people.renew(api.getOnline)]);
    const met = rooms.flatMap(({ members }) => members ?? []);
    chat.people.meet(met);
    chat.people.part(met);
  }
}
