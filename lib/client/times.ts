import { dayOf } from "./grouping";
import type { Offset } from "./zones";

const shifted = (date: number, offset: Offset) => new Date(date * 1000 - offset(date) * 60_000);
const two = (value: number) => String(value).padStart(2, "0");

/** "09:14". Unix seconds. */
export function clock(date: number, offset: Offset): string {
  const at = shifted(date, offset);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** "Today", "Yesterday", "Tuesday, 21 April", with the year if it is another. Unix seconds. */
export function dayName(date: number, now: number, offset: Offset): string {
  const ago = dayOf(now, offset) - dayOf(date, offset);
  if (ago === 0 || ago === -1) return "Today"; // a clock that is slow has not seen midnight yet
  if (ago === 1) return "Yesterday";
  const at = shifted(date, offset);
  const year = at.getUTCFullYear() === shifted(now, offset).getUTCFullYear() ? "" : ` ${at.getUTCFullYear()}`;
  return `${WEEKDAYS[at.getUTCDay()]}, ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${year}`;
}

/** The short form of a list: "09:14" today, then "Tue", then "21 Apr". */
export function shortTime(date: number, now: number, offset: Offset): string {
  const ago = dayOf(now, offset) - dayOf(date, offset);
  if (ago <= 0) return clock(date, offset);
  const at = shifted(date, offset);
  if (ago < 7) return (WEEKDAYS[at.getUTCDay()] ?? "").slice(0, 3);
  return `${at.getUTCDate()} ${(MONTHS[at.getUTCMonth()] ?? "").slice(0, 3)}`;
}

export const isoTime = (date: number) => new Date(date * 1000).toISOString();

// Spelled out, because server and browser may know different languages, and what both render has to be the same.
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
