import type { RoomId, UserId } from "../events";
import { TYPING_SHOWN_MS } from "../limits";
import { listed, type Phrase } from "./phrases";
import { State } from "./state";

const TELL_EVERY_MS = 3_000; // shown for 5 s, so it does not go out while it is true

/** Who types where, as far as we were told in the last 5 s. */
export class Typists {
  readonly state = new State<ReadonlyMap<RoomId, readonly UserId[]>>(new Map());
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  heard(roomId: RoomId, userId: UserId): void {
    this.stopped(roomId, userId);
    this.#change(roomId, (ids) => [...ids, userId]);
    this.#timers.set(
      `${roomId} ${userId}`,
      setTimeout(() => this.stopped(roomId, userId), TYPING_SHOWN_MS),
    );
  }

  /** What was typed has come, or nothing comes. */
  stopped(roomId: RoomId, userId: UserId): void {
    const key = `${roomId} ${userId}`;
    clearTimeout(this.#timers.get(key));
    if (this.#timers.delete(key)) this.#change(roomId, (ids) => ids.filter((id) => id !== userId));
  }

  #change(roomId: RoomId, change: (ids: readonly UserId[]) => readonly UserId[]): void {
    this.state.update((all) => new Map(all).set(roomId, change(all.get(roomId) ?? [])));
  }
}

/** Says at most every 3 s that I am typing. */
export class TypingTeller {
  #told = { roomId: "", at: 0 };

  constructor(private readonly tell: (roomId: RoomId) => void) {}

  typed(roomId: RoomId, now = Date.now()): void {
    if (this.#told.roomId === roomId && now - this.#told.at < TELL_EVERY_MS) return;
    this.#told = { roomId, at: now };
    this.tell(roomId);
  }

  /** It went out: the next letter is news again. */
  sent(): void {
    this.#told = { roomId: "", at: 0 };
  }
}

/** "Joe is typing", "Joe and Ana are typing", "Several people are typing"; empty for nobody. */
export function typingText(names: string[]): Phrase[] {
  if (names.length > 2) return ["Several people are typing"];
  return names.length === 0 ? [] : [...listed(names, 2), names.length === 1 ? " is typing" : " are typing"];
}
