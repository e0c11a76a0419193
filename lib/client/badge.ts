import type { Room } from "../events";
import { countText, unreadIn } from "./sections";
import type { State } from "./state";

/** A tab, where it shows that something is unread. */
export interface Tab {
  title: string;
  /** Puts the icon of something unread over that of the page, or takes it away; nothing where it is so already. */
  markIcon(isUnread: boolean): void;
  /** On the icon of the installed app; 0: nothing. */
  countOnApp(count: number): void;
  /** Tells when title or icons have changed, by us or by the page. Returns how to stop. */
  watch(changed: () => void): () => void;
}

/** Shows how many messages are unread in these rooms, where one sees it from another tab. Returns how to end it. */
export function keepBadge(rooms: State<readonly Room[]>, tab: Tab): () => void {
  const badge = new Badge(tab);
  let isOver = false;
  const show = () => {
    if (!isOver) badge.show(unreadIn(rooms.get(), null));
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
  #count: number | undefined;
  #title = ""; // without the count
  #written: string | undefined;

  constructor(private readonly tab: Tab) {}

  show(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.tab.countOnApp(count);
    this.look();
  }

  /** A navigation makes title and icon anew, when it likes: ours goes on top of what is there now. */
  look(): void {
    const count = this.#count ?? 0;
    this.#lookAtTitle(count);
    this.tab.markIcon(count > 0);
  }

  #lookAtTitle(count: number): void {
    const { title } = this.tab;
    if (title !== this.#written) this.#title = title;
    if (this.#title === "") return; // between two pages: a title written now would stay in front of the next one's
    const wanted = count > 0 ? `(${countText(count)}) ${this.#title}` : this.#title;
    this.#written = wanted;
    if (title !== wanted) this.tab.title = wanted;
  }
}
