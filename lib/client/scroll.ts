const NEAR_PX = 100; // so far from the end a reader still follows it

type Scroller = Pick<HTMLElement, "scrollTop" | "getBoundingClientRect" | "querySelectorAll">;

/**
 * Where a reader is in a history whose end is at `scrollTop` 0 (a reversed column). At the end they follow it;
 * elsewhere the row they look at stays where it is, whatever comes above or below it.
 */
export class Scroll {
  #held: { row: Element; bottom: number } | null = null;

  constructor(private readonly scroller: Scroller) {}

  get isAtEnd(): boolean {
    return Math.abs(this.scroller.scrollTop) <= NEAR_PX;
  }

  toEnd(): void {
    this.#held = null;
    this.scroller.scrollTop = 0;
  }

  /**
   * Before rows change: remembers where the first row on the screen ends, if the reader is not at the end. Where it
   * begins may change: with older rows above it, it is no longer the first of its author.
   */
  hold(): void {
    if (this.isAtEnd) {
      this.#held = null;
      return;
    }
    const edge = this.scroller.getBoundingClientRect().top;
    const rows = [...this.scroller.querySelectorAll("article")];
    const row = rows.find((article) => article.getBoundingClientRect().bottom > edge);
    this.#held = row ? { row, bottom: row.getBoundingClientRect().bottom } : null;
  }

  /** After they have changed: brings it back to where it was. */
  restore(): void {
    if (!this.#held?.row.isConnected) return;
    this.scroller.scrollTop += this.#held.row.getBoundingClientRect().bottom - this.#held.bottom;
    this.#held = null;
  }
}
