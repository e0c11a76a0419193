const HELD_MS = 450; // as long as phones themselves wait
const STILL_PX = 10; // a finger is never quite still; further is scrolling

interface Touch {
  pointerType: string;
  clientX: number;
  clientY: number;
}

/** Tells a long press of a finger from a tap and from scrolling. */
export class LongPress<T> {
  #began: Touch | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly pressed: (on: T) => void) {}

  down(touch: Touch, on: T): void {
    this.end();
    if (touch.pointerType !== "touch") return;
    this.#began = touch;
    this.#timer = setTimeout(() => {
      this.end();
      this.pressed(on);
    }, HELD_MS);
  }

  move({ clientX, clientY }: Touch): void {
    if (!this.#began) return;
    const moved = Math.hypot(clientX - this.#began.clientX, clientY - this.#began.clientY);
    if (moved > STILL_PX) this.end();
  }

  /** The finger is lifted, or the browser has taken it over for scrolling. */
  end(): void {
    clearTimeout(this.#timer);
    this.#began = null;
  }
}
