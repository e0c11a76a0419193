"use client";

import { createContext, type ReactNode, startTransition, useContext, useEffect, useMemo, useState } from "react";
import { Today } from "@/lib/client/today";
import { type Offset, offsetIn, offsetOfPage, ownOffset } from "@/lib/client/zones";
import { useValue } from "./use-value";

const TimeContext = createContext<{ offset: Offset; today: Today } | null>(null);

interface Props {
  /** What the server has rendered with: the zone, and now, in unix seconds. */
  zone: string;
  now: number;
  /** The offset of the zone then. */
  minutes: number;
  children: ReactNode;
}

/** The reader's clock and calendar: hydration begins with those of the server, then they are the browser's. */
export function ReaderTime({ zone, now, minutes, children }: Props) {
  const [today] = useState(() => new Today(now));
  const [offset, setOffset] = useState(() =>
    typeof window === "undefined" ? offsetIn(zone) : offsetOfPage(zone, minutes, now),
  );
  useEffect(() => startTransition(() => setOffset(() => ownOffset(now))), [now]); // every row has a time: in pieces
  useEffect(() => today.start(offset), [today, offset]);
  useEffect(() => {
    const look = () => today.look(offset);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [today, offset]);
  const value = useMemo(() => ({ offset, today }), [offset, today]);
  return <TimeContext value={value}>{children}</TimeContext>;
}

/** The offset of the reader's zone. */
export const useZone = (): Offset => useTime().offset;

/** A time of the reader's present day, in unix seconds. */
export const useNow = (): number => useValue(useTime().today.state);

function useTime() {
  const time = useContext(TimeContext);
  if (!time) throw new Error("no ReaderTime");
  return time;
}
