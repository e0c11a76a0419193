import type { Cursor, RoomId } from "../events";
import { isLater } from "./cursors";
import type { RoomList } from "./room-list";
import type { Timeline } from "./timeline";

const GATHER_MS = 500; // a burst of messages is two marks: the first at once, since a reader may leave at once
const AGAIN_MS = 30_000; // at most, by chance less: what was not heard is not told by everybody at the same time

interface Parts {
  rooms: Pick<RoomList, "read">;
  isVisible(): boolean;
  /** Tells the server; `leaving`: in a way that survives the page. Rejects when it was not heard. */
  tell(roomId: RoomId, cursor: Cursor, leaving: boolean): Promise<unknown>;
}

/** Moves my read mark while I see the end of a room. */
export class Reader {
  #watched: Timeline | null = null;
  readonly #owed = new Map<RoomId, Cursor>();
  readonly #told = new Map<RoomId, Cursor>();
  readonly #telling = new Map<RoomId, Promise<void>>();
  readonly #unread = new Set<RoomId>(); // marked so by hand: seeing them is not reading them
  #isNew = false; // since the last flush
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: Parts) {}

  /** The end of this room is on the screen; null: of none. */
  watch(timeline: Timeline | null): void {
    this.#watched = timeline;
    this.look();
  }

  /** Something has changed: is the last message seen now? */
  look(): void {
    const last = this.#watched?.isAtNewest ? this.#watched.last : undefined;
    if (!last || this.#unread.has(last.roomId) || !this.parts.isVisible()) return;
    this.parts.rooms.read(last.roomId, last.cursor);
    if (!isLater(last.cursor, this.#told.get(last.roomId)) || this.#owed.get(last.roomId) === last.cursor) return;
    this.#owed.set(last.roomId, last.cursor);
    this.#isNew = true;
    if (this.#timer === undefined) this.flush();
  }

  /** A room is marked as unread by hand, and stays so until `release`. Resolves when nothing we told before can undo it. */
  async keepUnread(roomId: RoomId): Promise<void> {
    this.#unread.add(roomId);
    this.#owed.delete(roomId);
    this.#told.delete(roomId);
    await this.#telling.get(roomId);
  }

  /** Seeing a room is reading it again: it was left, or one has answered. */
  release(roomId: RoomId): void {
    if (this.#unread.delete(roomId)) this.look();
  }

  /** Tells the server what it has not heard of yet. */
  flush({ leaving = false } = {}): void {
    this.#isNew = false;
    this.#wait(GATHER_MS);
    for (const [roomId, cursor] of this.#owed) this.#telling.set(roomId, this.#tell(roomId, cursor, leaving));
  }

  /** One wait at a time, however much was not heard. */
  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isNew) this.flush();
    }, ms);
  }

  async #tell(roomId: RoomId, cursor: Cursor, leaving: boolean): Promise<void> {
    try {
      await this.parts.tell(roomId, cursor, leaving);
    } catch {
      this.#isNew = true; // owed: told again before long, and when the connection is back
      this.#wait(Math.random() * AGAIN_MS);
      return;
    }
    if (this.#unread.has(roomId)) return;
    this.#told.set(roomId, cursor);
    if (this.#owed.get(roomId) === cursor) this.#owed.delete(roomId);
  }
}
