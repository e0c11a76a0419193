"use client";

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { Scroll } from "@/lib/client/scroll";
import type { Timeline } from "@/lib/client/timeline";
import type { Cursor } from "@/lib/events";

const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect; // there is no paint on the server

interface Options {
  target: Cursor | undefined;
  /** My newest message on its way: writing it leads to the end. */
  lastPending: string | undefined;
}

/** Follows the end, or keeps the reader where they are. `seen`: the last cursor at the end when they left it. */
export function useScroll(timeline: Timeline, { target, lastPending }: Options) {
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

  return { ref, seen: target === undefined || seen ? seen : null, toEnd };
}
