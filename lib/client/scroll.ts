const NEAR_PX = 100; // so far from the end a reader still follows it

type Scroller = Pick<HTMLElement, "scrollTop" | "getBoundingClientRect" | "querySelectorAll">;

/**
 * Where a reader is in a history whose end is at `scrollTop` 0 (a reversed column). At the end they follow it;
 * elsewhere the row they look at stays where it is, whatever comes above or below it.
 */
export class Scroll {
  #held: { row: Element; top: number } | null = null;

  constructor(private readonly scroller: Scroller) {}

  get isAtEnd(): boolean {
    return Math.abs(this.scroller.scrollTop) <= NEAR_PX;
  }

  toEnd(): void {
    this.#held = null;
    this.scroller.scrollTop = 0;
  }

  /** Before rows change: remembers the first row on the screen, if the reader is not at the end. */
  hold(): void {
    if (this.isAtEnd) {
      this.#held = null;
      return;
    }
    const edge = this.scroller.getBoundingClientRect().top;
    const rows = [...this.scroller.querySelectorAll("article")];
    const row = rows.find((article) => article.getBoundingClientRect().bottom > edge);
    this.#held = row ? { row, top: row.getBoundingClientRect().top } : null;
  }

  /** After they have changed: brings it back to where it was. */
  restore(): void {
    if (!this.#held?.row.isConnected) return;
    this.scroller.scrollTop += this.#held.row.getBoundingClientRect().top - this.#held.top;
    this.#held = null;
  }
}
