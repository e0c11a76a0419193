import type { Cursor, RoomId } from "../events";
import { isLater } from "./cursors";
import type { RoomList } from "./room-list";
import type { Timeline } from "./timeline";

const GATHER_MS = 200; // a burst of messages is one mark

interface Parts {
  rooms: Pick<RoomList, "read">;
  isVisible(): boolean;
  /** Tells the server. Rejects when it was not heard. */
  tell(roomId: RoomId, cursor: Cursor): Promise<unknown>;
}

/** Moves my read mark while I see the end of a room. */
export class Reader {
  #watched: Timeline | null = null;
  readonly #owed = new Map<RoomId, Cursor>();
  readonly #told = new Map<RoomId, Cursor>();
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
    if (!isLater(last.cursor, this.#told.get(last.roomId))) return;
    this.#owed.set(last.roomId, last.cursor);
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** Tells the server what it has not heard of yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [roomId, cursor] of this.#owed) void this.#tell(roomId, cursor);
  }

  async #tell(roomId: RoomId, cursor: Cursor): Promise<void> {
    try {
      await this.parts.tell(roomId, cursor);
    } catch {
      return; // owed until the connection is back
    }
    this.#told.set(roomId, cursor);
    if (this.#owed.get(roomId) === cursor) this.#owed.delete(roomId);
  }
}
