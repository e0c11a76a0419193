import type { Section } from "./sections";

/** Which sections of the list are folded: a cookie, so that a page comes with them folded. */
export const FOLDED_COOKIE = "folded";

type Title = Section["title"];

const NAMES: Record<string, Title> = { direct: "Direct messages", rooms: "Rooms" };
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** May this section be folded? What is unread is there to be seen. */
export const isFoldable = (title: Title): boolean => Object.values(NAMES).includes(title);

/** The folded sections that a cookie's value names; anything else in it is nothing. */
export const foldedIn = (value = ""): Title[] =>
  value.split(".").flatMap((name) => (Object.hasOwn(NAMES, name) ? (NAMES[name] as Title) : []));

/** Remembers which sections are folded, for the server and for my other tabs. */
export function rememberFolded(titles: Title[], place: { cookie: string } = document): void {
  const names = Object.keys(NAMES).filter((name) => titles.includes(NAMES[name] as Title));
  place.cookie = `${FOLDED_COOKIE}=${names.join(".")}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}
