"use client";

import { useNow, useZone } from "@/components/ui/reader-time";
import { clock, dayName, isoTime } from "@/lib/client/times";

/** "today, 09:14", within a sentence. Unix seconds. */
export function When({ date }: { date: number }) {
  const zone = useZone();
  const day = dayName(date, useNow(), zone).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase());
  return (
    <time dateTime={isoTime(date)}>
      {day}, {clock(date, zone)}
    </time>
  );
}
