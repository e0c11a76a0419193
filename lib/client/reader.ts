import type { Cursor, RoomId } from "../events";
import { isLater } from "./cursors";
import type { RoomList } from "./room-list";
import type { Timeline } from "./timeline";

const GATHER_MS = 500; // a burst of messages is two marks: the first at once, since a reader may leave at once

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
    if (!last || !this.parts.isVisible()) return;
    this.parts.rooms.read(last.roomId, last.cursor);
    if (!isLater(last.cursor, this.#told.get(last.roomId)) || this.#owed.get(last.roomId) === last.cursor) return;
    this.#owed.set(last.roomId, last.cursor);
    this.#isNew = true;
    if (this.#timer === undefined) this.flush();
  }

  /** Tells the server what it has not heard of yet. */
  flush({ leaving = false } = {}): void {
    this.#isNew = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#gathered(), GATHER_MS);
    for (const [roomId, cursor] of this.#owed) void this.#tell(roomId, cursor, leaving);
  }

  #gathered(): void {
    this.#timer = undefined;
    if (this.#isNew) this.flush();
  }

  async #tell(roomId: RoomId, cursor: Cursor, leaving: boolean): Promise<void> {
    try {
      await this.parts.tell(roomId, cursor, leaving);
    } catch {
      return; // owed until the connection is back
    }
    this.#told.set(roomId, cursor);
    if (this.#owed.get(roomId) === cursor) this.#owed.delete(roomId);
  }
}
