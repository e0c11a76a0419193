/** Minutes from a zone's own time to UTC at a time in unix seconds, as `Date.getTimezoneOffset` has them. */
export type Offset = (date: number) => number;

export const UTC = "UTC";

const ZONE_MAX_CHARS = 64;
const ZONES_MAX = 50; // remembered at once: on a server anybody may name one, and each holds a formatter
const OFFSETS_MAX = 5_000; // remembered of one zone
const HALF_YEAR_SECONDS = 182 * 24 * 60 * 60;
const STEP_SECONDS = 15 * 60; // clocks are changed at a full quarter, in UTC too

/** Is this the name of a time zone that is known here? */
export function isZone(name: string): boolean {
  if (name.length > ZONE_MAX_CHARS || !/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    return Boolean(offsetIn(name));
  } catch {
    return false;
  }
}

/** The offset of a zone, the same on server and browser. Throws RangeError for what is no zone. */
export function offsetIn(zone: string): Offset {
  if (zone === UTC) return utc;
  const known = offsets.get(zone);
  if (known) return known;
  const offset = remembering(measuring(zone));
  for (const oldest of [...offsets.keys()].slice(0, offsets.size + 1 - ZONES_MAX)) offsets.delete(oldest);
  offsets.set(zone, offset);
  return offset;
}

/** The offset of the zone that one is in, here on this machine. Unlike `offsetIn` it asks no `Intl`, which takes a phone 100 ms. */
export const here: Offset = (date) => new Date(date * 1000).getTimezoneOffset();

/** The offset that a page was rendered with in a zone, where it was `minutes` at the time `now`, in unix seconds. */
export const offsetOfPage = (zone: string, minutes: number, now: number): Offset =>
  zone !== UTC && here(now) === minutes ? here : offsetIn(zone);

/** The offset of this browser's zone; the same function as that of UTC, where it is no other. */
export const ownOffset = (now: number): Offset => (here(now) === 0 && here(now + HALF_YEAR_SECONDS) === 0 ? utc : here);

/** The zone of this browser; UTC where it has none that is known. */
export function browserZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : UTC;
}

const utc: Offset = () => 0;
const offsets = new Map<string, Offset>();

function remembering(measure: Offset): Offset {
  const known = new Map<number, number>();
  return (date) => {
    const at = Math.floor(date / STEP_SECONDS) * STEP_SECONDS;
    const remembered = known.get(at);
    if (remembered !== undefined) return remembered;
    if (known.size >= OFFSETS_MAX) known.clear();
    const minutes = measure(at);
    known.set(at, minutes);
    return minutes;
  };
}

function measuring(timeZone: string): Offset {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  return (date) => {
    const parts = format.formatToParts(date * 1000);
    const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    const shown = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
    return Math.round((date * 1000 - shown) / 60_000);
  };
}
