/** What the tabs of one person share: storage, and locks among them. */
import type { Storage } from "../../lib/client/outbox-store";

/** A page as its browser sees it. */
export interface Page {
  window: EventTarget;
  isAlive: boolean;
}

interface Waiting {
  page: Page;
  grant(): void;
}

export class Browser {
  readonly #kept = new Map<string, string>();
  readonly #pages = new Set<Page>();
  readonly #locks = new Map<string, Waiting[]>(); // the first of each holds it

  add(page: Page): void {
    this.#pages.add(page);
  }

  /** A page has crashed, or was closed: its locks are free, and it changes nothing any more. */
  remove(page: Page): void {
    page.isAlive = false;
    this.#pages.delete(page);
    for (const [name, queue] of this.#locks) this.#leave(name, queue, page);
  }

  storageFor(page: Page): Storage {
    const kept = this.#kept;
    const change = (what: () => void) => {
      if (!page.isAlive) return;
      what();
      this.#tellOthers(page);
    };
    return {
      get length() {
        return kept.size;
      },
      key: (index) => [...kept.keys()][index] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => change(() => kept.set(key, value)),
      removeItem: (key) => change(() => kept.delete(key)),
    };
  }

  aloneFor(page: Page) {
    return async <T>(name: string, run: () => Promise<T>): Promise<T> => {
      await this.#granted(name, page);
      try {
        return await run();
      } finally {
        this.#leave(name, this.#locks.get(name) ?? [], page);
      }
    };
  }

  /** What is kept under keys that begin so. */
  kept(prefix: string): Map<string, string> {
    return new Map([...this.#kept].filter(([key]) => key.startsWith(prefix)));
  }

  #tellOthers(page: Page): void {
    for (const other of this.#pages) {
      if (other !== page) setImmediate(() => other.isAlive && other.window.dispatchEvent(new Event("storage")));
    }
  }

  #granted(name: string, page: Page): Promise<void> {
    return new Promise((grant) => {
      const queue = this.#locks.get(name) ?? [];
      this.#locks.set(name, queue);
      queue.push({ page, grant });
      if (queue.length === 1) grant();
    });
  }

  #leave(name: string, queue: Waiting[], page: Page): void {
    const held = queue[0];
    const left = page.isAlive
      ? queue.slice(queue.findIndex((waiting) => waiting.page === page) + 1)
      : without(queue, page);
    this.#locks.set(name, left);
    if (held !== left[0]) left[0]?.grant();
  }
}

const without = (queue: Waiting[], page: Page) => queue.filter((waiting) => waiting.page !== page);
