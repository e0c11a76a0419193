import type { ErrorBody } from "../errors";
import { CURSOR, type Cursor, ROOM_ID, type RoomId, UUID } from "../events";

export interface Storage extends Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> {
  /** Is all of it lost with the page? */
  readonly isLost?: boolean;
}

export interface Kept {
  id: string;
  roomId: RoomId;
  text: string;
  /** The last cursor held when it was written; the same at every attempt. */
  after: Cursor | null;
  /** Unix milliseconds of this browser. */
  at: number;
  failed: ErrorBody | null;
}

/** Messages on their way, each under a key of its own, so that tabs do not overwrite each other's. */
export class OutboxStore {
  readonly #memory = new Map<string, Kept>(); // where storage is full or forbidden, this page still knows

  constructor(
    private readonly storage: Storage,
    private readonly prefix: string,
  ) {}

  /** Would a reload lose any of these? */
  wouldLose(all: readonly Kept[]): boolean {
    return all.some(({ id }) => this.storage.isLost || this.#memory.has(id));
  }

  all(): Kept[] {
    const found = new Map(this.#memory);
    for (const key of keysOf(this.storage, this.prefix)) {
      const kept = parse(this.storage.getItem(key));
      if (kept) found.set(kept.id, kept);
    }
    return [...found.values()].sort(byTime);
  }

  has(id: string): boolean {
    return this.#memory.has(id) || this.storage.getItem(this.prefix + id) !== null;
  }

  set(kept: Kept): void {
    try {
      this.storage.setItem(this.prefix + kept.id, JSON.stringify(kept));
      this.#memory.delete(kept.id);
    } catch {
      this.#memory.set(kept.id, kept);
    }
  }

  delete(id: string): void {
    this.#memory.delete(id);
    this.storage.removeItem(this.prefix + id);
  }
}

/** What is kept under a prefix. */
export function keysOf(storage: Storage, prefix: string): string[] {
  const all = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  return all.filter((key) => key.startsWith(prefix));
}

export const byTime = (a: Kept, b: Kept) => a.at - b.at;

function parse(text: string | null): Kept | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isKept(value) ? value : null;
  } catch {
    return null;
  }
}

/** By hand: a library of shapes is as large as all else that makes the page live. */
function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null) return false;
  const { id, roomId, text, after, at, failed } = value as Record<string, unknown>;
  const isAfter = after === null || is(CURSOR, after);
  return (
    is(UUID, id) &&
    is(ROOM_ID, roomId) &&
    typeof text === "string" &&
    isAfter &&
    typeof at === "number" &&
    typeof failed === "object"
  );
}

const is = (shape: RegExp, value: unknown) => typeof value === "string" && shape.test(value);
