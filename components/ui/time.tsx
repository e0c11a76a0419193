"use client";

import { useSyncExternalStore } from "react";
import { local, utc } from "@/lib/client/grouping";
import { clock, dayName, isoTime, shortTime } from "@/lib/client/times";

const never = () => () => undefined;

/** The reader's time zone, once the page is theirs; before, and without JavaScript, UTC: so both sides render the same. */
export const useZone = () =>
  useSyncExternalStore(
    never,
    () => local,
    () => utc,
  );

interface Props {
  /** Unix seconds. */
  date: number;
  className?: string;
}

export function Clock({ date, className }: Props) {
  return (
    <time dateTime={isoTime(date)} className={className}>
      {clock(date, useZone())}
    </time>
  );
}

/** `now`: when the server rendered, in unix seconds. */
export function Day({ date, now, className }: Props & { now: number }) {
  return (
    <time dateTime={isoTime(date)} className={className}>
      {dayName(date, now, useZone())}
    </time>
  );
}

export function ShortTime({ date, now, className }: Props & { now: number }) {
  return (
    <time dateTime={isoTime(date)} className={className}>
      {shortTime(date, now, useZone())}
    </time>
  );
}
