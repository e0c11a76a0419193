import { type Cursor, identityOf, type Message, type Page, type RoomId } from "../events";
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

type Edges = Pick<Window, "older" | "newer">;

/** A window on the history of one room, in the order of the cursors, each message once, at most 300 of them. */
export class Timeline {
  readonly state: State<Window>;
  /** Does the reader follow the end? Else it is the end that is cut when the window is full. */
  following = true;
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
    if (!this.isAtNewest) return;
    if (isLater(page.older, this.last?.cursor)) this.#begin(page, this.whole);
    else this.insert(linked(page.messages, page.older));
  }

  /** Puts messages in their places. `added`: those that were not there; `hole`: something between them is missing. */
  insert(messages: Row[]): { added: Message[]; hole: boolean } {
    if (!this.isAtNewest) return { added: [], hole: false };
    const held = new Map(this.#rows.map((row) => [identityOf(row), row])); // a sibling may give two messages one cursor
    const added: Message[] = [];
    for (const message of messages) {
      const identity = identityOf(message);
      const known = held.get(identity);
      if (known ? known.prev !== undefined : this.#isBeforeWindow(message.cursor)) continue;
      if (!known) added.push(message);
      held.set(identity, message);
    }
    const hole = this.#show([...held.values()].sort(byCursor), this.#edges, this.following ? "end" : "beginning");
    return { added, hole };
  }

  /**
   * Begins again with the newest page, after a gap too long to be filled; `asked`: from where it was to be filled. Where
   * poison stands in the page it has fewer messages, and still something before it.
   */
  reset(messages: Row[], asked: Cursor | null): void {
    const [first] = messages;
    const older = first && (messages.length >= PAGE_SIZE || first.prev) ? first.cursor : null;
    this.#begin({ messages, older, newer: null }, asked);
  }

  /** Another part of the history, instead of what is there. */
  show(page: Page): void {
    this.#show(linked(page.messages, page.older), page, "end");
  }

  /** Puts an older page before the window. */
  prepend(page: Page): void {
    const first = this.#rows[0]?.cursor;
    const earlier = page.messages.filter(({ cursor }) => !first || isLater(first, cursor));
    this.#show([...linked(earlier, page.older), ...this.#rows], { ...this.#edges, older: page.older }, "beginning");
  }

  /** Puts a newer page after the window. */
  append(page: Page): void {
    const last = this.last?.cursor;
    const later = page.messages.filter(({ cursor }) => isLater(cursor, last));
    this.#show([...this.#rows, ...linked(later, last ?? page.older)], { ...this.#edges, newer: page.newer }, "end");
  }

  get #edges(): Edges {
    return this.state.get();
  }

  /** A page after a gap. Who reads further up keeps what they read: their window ends before the gap. */
  #begin(page: Page, asked: Cursor | null): void {
    const { last } = this;
    const end = page.messages.at(-1)?.cursor;
    // what was heard while the page was on its way; what was there before and is not in it is gone from storage
    const heard = this.#rows.filter(({ cursor }) => isLater(cursor, end) && isLater(cursor, asked)).map(apart);
    if (this.following || !last) this.#show([...linked(page.messages, page.older), ...heard], page, "end");
    else this.#show(this.#rows, { ...this.#edges, newer: last.cursor }, "beginning");
  }

  /** Shows these rows, of too many only those at one of their ends. Answers whether something between them is missing. */
  #show(rows: Row[], { older, newer }: Edges, keep: "beginning" | "end"): boolean {
    const shown = keep === "end" ? rows.slice(-ROWS_MAX) : rows.slice(0, ROWS_MAX);
    const isCut = shown.length < rows.length;
    this.#rows = shown;
    const gap = this.#firstGap();
    const isOpen = (isCut && keep === "beginning") || newer !== null;
    if (isOpen && gap > 0) this.#rows = shown.slice(0, gap); // no message comes any more to show that one is missing
    this.state.set({
      messages: this.#rows,
      older: isCut && keep === "end" ? (shown[0]?.cursor ?? null) : older,
      newer: isOpen ? (this.last?.cursor ?? newer) : null,
    });
    return gap !== -1;
  }

  #isBeforeWindow(cursor: Cursor): boolean {
    const { older } = this.#edges;
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

/** A page has no gaps: each of its messages follows the one before. Of its first only a live one tells what that is. */
function linked(messages: Row[], older: Cursor | null): Row[] {
  return messages.map((message, index) => ({ ...message, prev: messages[index - 1]?.cursor ?? message.prev ?? older }));
}

/** Rows that come to stand behind others: what was the first of a page does not say what it follows. */
const apart = (row: Row, index: number): Row =>
  index === 0 && row.prev === row.cursor ? { ...row, prev: undefined } : row;
