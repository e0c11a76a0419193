const NEAR_PX = 100; // so far from the end a reader still follows it
const SOON_PX = 1_500; // two screens: what is loaded from here on is there when the reader comes

/** A row, and where it ends below the upper edge of the screen. */
export interface Place {
  row: string;
  bottom: number;
}

type Scroller = Pick<
  HTMLElement,
  "scrollTop" | "scrollHeight" | "clientHeight" | "getBoundingClientRect" | "querySelectorAll"
>;

/**
 * Where a reader is in a history whose end is at `scrollTop` 0 (a reversed column). At the end they follow it;
 * elsewhere the row they look at stays where it is, whatever comes above or below it.
 */
export class Scroll {
  #held: Place | null = null;

  constructor(private readonly scroller: Scroller) {}

  get isAtEnd(): boolean {
    return this.#below <= NEAR_PX;
  }

  get isNearEnd(): boolean {
    return this.#below <= SOON_PX;
  }

  get isNearBeginning(): boolean {
    const { scrollHeight, clientHeight } = this.scroller;
    return scrollHeight - clientHeight - this.#below <= SOON_PX;
  }

  toEnd(): void {
    this.#held = null;
    this.scroller.scrollTop = 0;
  }

  toBeginning(): void {
    this.scroller.scrollTop = -this.scroller.scrollHeight;
  }

  /** The first row on the screen. Where it begins may change: with older rows above, it is no longer the first of its author. */
  get place(): Place | null {
    const { top } = this.scroller.getBoundingClientRect();
    const row = this.#rows.find((article) => article.getBoundingClientRect().bottom > top);
    return row?.dataset.id ? { row: row.dataset.id, bottom: row.getBoundingClientRect().bottom - top } : null;
  }

  /** Brings a row to where it was. */
  to({ row, bottom }: Place): void {
    const { top } = this.scroller.getBoundingClientRect();
    const element = this.#rows.find(({ dataset }) => dataset.id === row);
    if (element) this.scroller.scrollTop += element.getBoundingClientRect().bottom - top - bottom;
  }

  /** Before rows change: remembers the row that the reader looks at, if they are not at the end. */
  hold(): void {
    this.#held = this.isAtEnd ? null : this.place;
  }

  /** After they have changed: brings it back to where it was. */
  restore(): void {
    if (this.#held) this.to(this.#held);
    this.#held = null;
  }

  get #rows(): HTMLElement[] {
    return [...this.scroller.querySelectorAll<HTMLElement>("article")];
  }

  get #below(): number {
    return Math.abs(this.scroller.scrollTop);
  }
}
