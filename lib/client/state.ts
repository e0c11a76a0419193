/** A value that tells when it changes, in the shape React's `useSyncExternalStore` reads. */
export class State<T> {
  readonly #initial: T;
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(initial: T) {
    this.#initial = initial;
    this.#value = initial;
  }

  get = (): T => this.#value;

  /** What the server has rendered: hydration begins with it, whatever has happened since. */
  first = (): T => this.#initial;

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };
}
