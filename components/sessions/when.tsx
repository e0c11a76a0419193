"use client";

import { useZone } from "@/components/ui/time";
import { clock, dayName, isoTime } from "@/lib/client/times";

/** "today, 09:14", within a sentence. Unix seconds. */
export function When({ date, now }: { date: number; now: number }) {
  const zone = useZone();
  const day = dayName(date, now, zone).replace(/^(Today|Yesterday)$/, (word) => word.toLowerCase());
  return (
    <time dateTime={isoTime(date)}>
      {day}, {clock(date, zone)}
    </time>
  );
}
