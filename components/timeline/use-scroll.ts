"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { Scroll } from "@/lib/client/scroll";
import type { Timeline } from "@/lib/client/timeline";
import type { Cursor } from "@/lib/events";

const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect; // there is no paint on the server

/**
 * Follows the end, or keeps the reader where they are. `lastPending`: my newest message on its way, which leads to the
 * end. Answers with `seen`: what was last when they left the end; null while they are there.
 */
export function useScroll(timeline: Timeline, lastPending: string | undefined) {
  const { outbox, reader } = useChat();
  const ref = useRef<HTMLDivElement>(null);
  const scroll = useRef<Scroll | null>(null);
  const [seen, setSeen] = useState<Cursor | null>(null);
  const [isAtEnd, setAtEnd] = useState(false);
  const toEnd = () => scroll.current?.toEnd();

  useEffect(() => {
    const scroller = ref.current;
    if (!scroller) return;
    const place = new Scroll(scroller);
    scroll.current = place;
    document.getElementById("target")?.scrollIntoView({ block: "center" });
    const looked = () => {
      setAtEnd(place.isAtEnd);
      setSeen((before) => (place.isAtEnd ? null : (before ?? timeline.last?.cursor ?? null)));
    };
    looked();
    scroller.addEventListener("scroll", looked, { passive: true });
    const ends = [timeline.state, outbox.state].map((state) => state.subscribe(() => place.hold()));
    return () => {
      scroller.removeEventListener("scroll", looked);
      for (const end of ends) end();
    };
  }, [timeline, outbox]);

  useBeforePaint(() => scroll.current?.restore());
  useBeforePaint(() => {
    if (lastPending) scroll.current?.toEnd();
  }, [lastPending]);
  useEffect(() => {
    if (isAtEnd) timeline.trim();
  });
  useEffect(() => {
    reader.watch(isAtEnd ? timeline : null);
  }, [reader, timeline, isAtEnd]);

  return { ref, seen, toEnd };
}
