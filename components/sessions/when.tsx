"use client";

import { useZone } from "@/components/ui/time";
import { clock, dayName, isoTime } from "@/lib/client/times";

/** "Today, 09:14". Unix seconds. */
export function When({ date, now }: { date: number; now: number }) {
  const zone = useZone();
  return (
    <time dateTime={isoTime(date)}>
      {dayName(date, now, zone)}, {clock(date, zone)}
    </time>
  );
}
