import type { RoomId } from "../events";
import { keysOf, type Storage } from "./outbox-store";
import { State } from "./state";

/** What is typed but not sent, by room. Kept in this browser. */
export class Drafts {
  /** The rooms that have one, with its text. */
  readonly state = new State<ReadonlyMap<RoomId, string>>(new Map());

  /** Would a reload lose one, because this browser keeps nothing? */
  wouldLose = false;

  #own = ""; // what this tab has kept last

  constructor(
    private readonly storage: Storage,
    private readonly prefix: string,
  ) {}

  load(): void {
    const mine = keysOf(this.storage, this.prefix);
    if (mine.length === 0 && this.state.get().size === 0) return;
    this.state.set(new Map(mine.map((key) => [key.slice(this.prefix.length), this.storage.getItem(key) ?? ""])));
  }

  /** Where the draft of a room is kept in the browser's storage. */
  keyOf(roomId: RoomId): string {
    return this.prefix + roomId;
  }

  get(roomId: RoomId): string {
    return this.storage.getItem(this.keyOf(roomId)) ?? "";
  }

  /** Keeps a draft; an empty one is none. What another tab has kept instead stays: it is not ours to empty. */
  set(roomId: RoomId, text: string): void {
    const isEmpty = text.trim() === "";
    this.wouldLose = !isEmpty && this.storage.isLost === true;
    try {
      if (!isEmpty) this.storage.setItem(this.keyOf(roomId), text);
      else if (this.get(roomId) === this.#own) this.storage.removeItem(this.keyOf(roomId));
      this.#own = text;
    } catch {
      this.wouldLose = true; // storage is full: it stays in the field, and is lost with the page
      return;
    }
    this.load();
  }
}
