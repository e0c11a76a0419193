import type { Cursor, Page } from "../events";
import { PAGE_MAX } from "../limits";
import type * as api from "./api";
import { State } from "./state";
import type { Timeline } from "./timeline";

type Direction = "older" | "newer";
export type Phase = "idle" | "loading" | "failed";

interface Parts {
  getPage: typeof api.getPage;
  /** The window ends at the newest message again: what was said meanwhile is to be asked for. */
  reached(timeline: Timeline): void;
}

const CONTEXT = 25; // messages before the first unread one: a screen, so that one knows what it is about

/** Brings pages of the history as the reader needs them. Each method rejects with what the API says. */
export class Pager {
  readonly state = new State<Record<Direction, Phase>>({ older: "idle", newer: "idle" });

  constructor(
    private readonly timeline: Timeline,
    private readonly parts: Parts,
  ) {}

  /** The page beyond an edge of the window, if there is one and it is not on its way. Never rejects. */
  async bring(direction: Direction): Promise<void> {
    const edge = this.timeline.state.get()[direction];
    if (edge === null || this.state.get()[direction] === "loading") return;
    this.#mark(direction, "loading");
    try {
      const page = await this.#ask(direction === "older" ? { before: edge } : { after: edge });
      if (this.timeline.state.get()[direction] === edge) this.#take(direction, page);
      this.#mark(direction, "idle");
    } catch {
      this.#mark(direction, "failed");
    }
  }

  /** The newest page, instead of what is there. */
  async newest(): Promise<void> {
    if (this.timeline.isAtNewest) return;
    this.timeline.show(await this.#ask({}));
    this.#reached();
  }

  /** The messages on both sides of a mark, instead of what is there. */
  async around(mark: Cursor): Promise<void> {
    const after = await this.#ask({ after: mark });
    const before = await this.#ask({ before: after.messages[0]?.cursor ?? mark, limit: CONTEXT });
    this.timeline.show({ ...after, messages: [...before.messages, ...after.messages], older: before.older });
    this.#reached();
  }

  #ask(where: { before?: Cursor; after?: Cursor; limit?: number }): Promise<Page> {
    return this.parts.getPage(this.timeline.roomId, { limit: PAGE_MAX, ...where });
  }

  #take(direction: Direction, page: Page): void {
    if (direction === "older") this.timeline.prepend(page);
    else {
      this.timeline.append(page);
      this.#reached();
    }
  }

  #reached(): void {
    if (this.timeline.isAtNewest) this.parts.reached(this.timeline);
  }

  #mark(direction: Direction, phase: Phase): void {
    this.state.update((phases) => ({ ...phases, [direction]: phase }));
  }
}
