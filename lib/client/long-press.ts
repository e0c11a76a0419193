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
  #wasPressed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly pressed: (on: T) => void) {}

  down(touch: Touch, on: T): void {
    this.end();
    this.#wasPressed = false;
    if (touch.pointerType !== "touch") return;
    this.#began = touch;
    this.#timer = setTimeout(() => {
      this.end();
      this.#wasPressed = true;
      this.pressed(on);
    }, HELD_MS);
  }

  move({ clientX, clientY }: Touch): void {
    if (!this.#began) return;
    const moved = Math.hypot(clientX - this.#began.clientX, clientY - this.#began.clientY);
    if (moved > STILL_PX) this.end();
  }

  /** The finger is lifted. Was it a long press? Then the click that follows is meant for nothing. */
  up(): boolean {
    this.end();
    return this.#wasPressed;
  }

  /** The browser has taken the finger over, for scrolling. */
  end(): void {
    clearTimeout(this.#timer);
    this.#began = null;
  }
}
