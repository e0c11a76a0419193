import type { Cursor, Message, Page, RoomId } from "../events";
import { PAGE_SIZE } from "../limits";
import { byCursor, isLater } from "./cursors";
import { State } from "./state";

export const ROWS_MAX = 300; // what a phone scrolls without effort

/** A stored message and the cursor before it; undefined while that is not known (only the acknowledgement came). */
type Row = Message & { prev?: Cursor | null };

/** `older`, `newer`: where the window ends; null where the room does. */
export interface Window {
  messages: Message[];
  older: Cursor | null;
  newer: Cursor | null;
}

/** A window on the history of one room, in the order of the cursors, each message once. */
export class Timeline {
  readonly state: State<Window>;
  #rows: Row[];

  constructor(
    readonly roomId: RoomId,
    page: Page,
  ) {
    this.#rows = linked(page.messages, page.older);
    this.state = new State<Window>({ messages: this.#rows, older: page.older, newer: page.newer });
  }

  /** Does the window end where the room does, so that new messages belong into it? */
  get isAtNewest(): boolean {
    return this.state.get().newer === null;
  }

  get last(): Message | undefined {
    return this.#rows.at(-1);
  }

  /** The cursor up to which nothing is missing: what a sync asks from. */
  get whole(): Cursor | null {
    const gap = this.#firstGap();
    const row = gap === -1 ? this.#rows.at(-1) : this.#rows[gap - 1];
    return row?.cursor ?? null;
  }

  /** Takes in the same window as the server has it now; what it does not hold stays. */
  renew(page: Page): void {
    if (this.isAtNewest) this.insert(linked(page.messages, page.older));
  }

  /** Puts messages in their places. `added`: those that were not there; `hole`: something between them is missing. */
  insert(messages: Row[]): { added: Message[]; hole: boolean } {
    if (!this.isAtNewest) return { added: [], hole: false };
    const held = new Map(this.#rows.map((row) => [row.id, row])); // a sibling may give two messages one cursor
    const added = messages.filter(({ id, cursor }) => !held.has(id) && !this.#isBeforeWindow(cursor));
    for (const message of messages) {
      const known = held.get(message.id);
      if (added.includes(message) || (known && known.prev === undefined)) held.set(message.id, message);
    }
    this.#show([...held.values()].sort(byCursor), this.state.get().older);
    return { added, hole: this.#firstGap() !== -1 };
  }

  /** Begins again with the newest page, after a gap too long to be filled. */
  reset(messages: Message[]): void {
    const older = messages.length < PAGE_SIZE ? null : (messages[0]?.cursor ?? null);
    this.#show(linked(messages, older), older);
  }

  /** Puts an older page before the window. */
  prepend(page: Page): void {
    const first = this.#rows[0]?.cursor;
    const earlier = page.messages.filter(({ cursor }) => !first || isLater(first, cursor));
    this.#show([...linked(earlier, page.older), ...this.#rows], page.older);
  }

  /** Takes the oldest rows away. Only while the end is shown, else the reader would be moved. */
  trim(): void {
    if (this.#rows.length <= ROWS_MAX) return;
    const rows = this.#rows.slice(-ROWS_MAX);
    this.#show(rows, rows[0]?.cursor ?? null);
  }

  #show(rows: Row[], older: Cursor | null): void {
    this.#rows = rows;
    this.state.set({ messages: rows, older, newer: this.state.get().newer });
  }

  #isBeforeWindow(cursor: Cursor): boolean {
    const { older } = this.state.get();
    return older !== null && isLater(older, cursor);
  }

  #firstGap(): number {
    const held = new Set(this.#rows.map(({ cursor }) => cursor));
    const oldest = this.#rows[0]?.cursor;
    return this.#rows.findIndex(({ prev }, index) => {
      if (prev === undefined) return true;
      return index > 0 && prev !== null && !held.has(prev) && isLater(prev, oldest);
    });
  }
}

/** A page has no gaps: each of its messages follows the one before. */
function linked(messages: Message[], older: Cursor | null): Row[] {
  return messages.map((message, index) => ({ ...message, prev: messages[index - 1]?.cursor ?? older }));
}
