import { KEYS, type KeyId, type KeyPress, matches } from "./keys";

/** Does something about a key. Answers false for "not mine, ask the next". */
export type KeyHandler<Press> = (press: Press) => boolean | void;

/** Who wants which key of the table; of several, the latest is asked first. */
export class KeyHandlers<Press extends KeyPress> {
  readonly #handlers = new Map<KeyId, KeyHandler<Press>[]>();

  /** Returns how to end it. */
  add(id: KeyId, handler: KeyHandler<Press>): () => void {
    this.#handlers.set(id, [handler, ...this.#of(id)]);
    return () =>
      void this.#handlers.set(
        id,
        this.#of(id).filter((other) => other !== handler),
      );
  }

  /** Has somebody done something about it? */
  pressed(press: Press): boolean {
    const key = KEYS.find((entry) => matches(press, entry));
    return key !== undefined && this.#of(key.id).some((handler) => handler(press) !== false);
  }

  #of(id: KeyId): KeyHandler<Press>[] {
    return this.#handlers.get(id) ?? [];
  }
}
