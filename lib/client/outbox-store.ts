import * as z from "zod/mini";
import type { ErrorBody } from "../errors";
import { cursorSchema, roomIdSchema, uuidSchema } from "../events";

export interface Storage extends Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> {
  /** Is all of it lost with the page? */
  readonly isLost?: boolean;
}

const keptSchema = z.object({
  id: uuidSchema,
  roomId: roomIdSchema,
  text: z.string(),
  /** The last cursor held when it was written; the same at every attempt. */
  after: z.nullable(cursorSchema),
  /** Unix milliseconds of this browser. */
  at: z.number(),
  failed: z.nullable(z.custom<ErrorBody>((value) => typeof value === "object")),
});

export type Kept = z.infer<typeof keptSchema>;

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
    for (const key of this.#keys()) {
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

  #keys(): string[] {
    const all = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? "");
    return all.filter((key) => key.startsWith(this.prefix));
  }
}

export const byTime = (a: Kept, b: Kept) => a.at - b.at;

function parse(text: string | null): Kept | null {
  try {
    return z.safeParse(keptSchema, JSON.parse(text ?? "null")).data ?? null;
  } catch {
    return null;
  }
}
