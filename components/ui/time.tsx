"use client";

import { dayName, isoTime, shortTime } from "@/lib/client/times";
import { useNow, useZone } from "./reader-time";

interface Props {
  /** Unix seconds. */
  date: number;
  className?: string;
}

/** "Today", "Yesterday", "Tuesday, 21 April" */
export function Day({ date, className }: Props) {
  return (
    <time dateTime={isoTime(date)} className={className}>
      {dayName(date, useNow(), useZone())}
    </time>
  );
}

/** "09:14" today, then "Tue", then "21 Apr" */
export function ShortTime({ date, className }: Props) {
  return (
    <time dateTime={isoTime(date)} className={className}>
      {shortTime(date, useNow(), useZone())}
    </time>
  );
}
