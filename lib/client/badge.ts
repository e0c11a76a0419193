import type { Room } from "../events";
import { countText, unreadIn } from "./sections";
import type { State } from "./state";

/** A tab, where it shows that something is unread. */
export interface Tab {
  title: string;
  /** Shows the icon of something unread, or the page's own. */
  markIcon(isUnread: boolean): void;
  /** On the icon of the installed app; 0: nothing. */
  countOnApp(count: number): void;
  /** Tells when the title has changed, by us or by the page. Returns how to stop. */
  watch(changed: () => void): () => void;
}

/** Shows how many messages are unread in these rooms, where one sees it from another tab. Returns how to end it. */
export function keepBadge(rooms: State<readonly Room[]>, tab: Tab): () => void {
  const badge = new Badge(tab);
  let shown: number | undefined;
  let isOver = false;
  const show = () => {
    const unread = unreadIn(rooms.get(), null);
    if (isOver || unread === shown) return;
    shown = unread;
    badge.show(unread);
  };
  show();
  // A message in the room on the screen is unread for a moment: what is left at the end of the task counts.
  const ends = [rooms.subscribe(() => queueMicrotask(show)), tab.watch(() => badge.look())];
  return () => {
    isOver = true;
    for (const end of ends) end();
    badge.show(0);
  };
}

class Badge {
  #count = 0;
  #title = ""; // without the count
  #written: string | undefined;

  constructor(private readonly tab: Tab) {}

  show(count: number): void {
    this.#count = count;
    this.tab.countOnApp(count);
    this.tab.markIcon(count > 0);
    this.look();
  }

  /** Puts the count before the title that is there now: a navigation writes its own, when it likes. */
  look(): void {
    const { title } = this.tab;
    if (title !== this.#written) this.#title = title;
    if (this.#title === "") return; // between two pages: a title written now would stay in front of the next one's
    const wanted = this.#count > 0 ? `(${countText(this.#count)}) ${this.#title}` : this.#title;
    this.#written = wanted;
    if (title !== wanted) this.tab.title = wanted;
  }
}
