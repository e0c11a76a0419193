"use client";

import { startTransition, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import type { Pager } from "@/lib/client/pager";
import { type Place, Scroll } from "@/lib/client/scroll";
import type { Timeline } from "@/lib/client/timeline";
import type { Cursor } from "@/lib/events";

const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect; // there is no paint on the server

/** Where a page of the history opens: at its end, its beginning, the message it is about, or where it was left. */
export type Start = "newest" | "end" | "beginning" | "target" | Place;

interface Parts {
  timeline: Timeline;
  pager: Pager;
  start: Start;
  /** My newest message on its way: it leads to the end. */
  lastPending: string | undefined;
}

/**
 * Follows the end, or keeps the reader where they are, and brings what they come near to. Answers with `seen`: what
 * was last when they left the end; null while they are there.
 */
export function useScroll({ timeline, pager, start, lastPending }: Parts) {
  const { outbox, reader, places } = useChat();
  const ref = useRef<HTMLDivElement>(null);
  const scroll = useRef<Scroll | null>(null);
  const isDividerSeen = useRef(false);
  const isDividerWanted = useRef(false);
  const [seen, setSeen] = useState<Cursor | null>(null);
  const [isAtEnd, setAtEnd] = useState(false);
  const [isNewAbove, setNewAbove] = useState(false);

  useBeforePaint(() => {
    const scroller = ref.current;
    if (!scroller) return;
    const place = new Scroll(scroller);
    scroll.current = place;
    begin(place, start);
    const look = () => {
      const atEnd = place.isAtEnd && timeline.isAtNewest;
      const last = timeline.last?.cursor ?? null;
      timeline.following = atEnd;
      setAtEnd(atEnd);
      setSeen((before) => (atEnd ? null : (before ?? last)));
      isDividerSeen.current ||= !isDividerAbove(scroller);
      setNewAbove(!isDividerSeen.current);
    };
    const scrolled = () => {
      look();
      if (place.isNearBeginning) void pager.bring("older");
      if (place.isNearEnd) void pager.bring("newer");
    };
    startTransition(look); // what it changes is drawn after the paint: else the paint waits for all that can come later
    scroller.addEventListener("scroll", scrolled, { passive: true });
    const ends = [timeline.state, outbox.state].map((state) => state.subscribe(() => place.hold()));
    return () => {
      places.leave(timeline, place.isAtEnd && timeline.isAtNewest ? null : place.place);
      scroller.removeEventListener("scroll", scrolled);
      for (const end of ends) end();
    };
  }, [timeline, pager, outbox, places, start]);

  useBeforePaint(() => {
    scroll.current?.restore();
    if (isDividerWanted.current && showDivider(ref.current)) isDividerWanted.current = false;
  });
  useEffect(() => {
    reader.watch(isAtEnd ? timeline : null);
  }, [reader, timeline, isAtEnd]);

  /** To the end of the room, wherever the window is. Rejects when that cannot be read now. */
  async function toEnd(): Promise<void> {
    await pager.newest();
    scroll.current?.toEnd();
  }

  /** To the divider after `mark`, wherever it is. Rejects when that cannot be read now. */
  async function toDivider(mark: Cursor): Promise<void> {
    isDividerSeen.current = true;
    setNewAbove(false);
    if (showDivider(ref.current)) return;
    await pager.around(mark);
    isDividerWanted.current = !showDivider(ref.current);
  }

  const send = useRef(toEnd);
  send.current = toEnd;
  useBeforePaint(() => {
    if (lastPending) void send.current().catch(() => scroll.current?.toEnd()); // offline: to the end of what is there
  }, [lastPending]);

  return { ref, seen, isNewAbove, toEnd, toDivider };
}

function begin(place: Scroll, start: Start): void {
  if (start === "beginning") place.toBeginning();
  if (start === "target") document.getElementById("target")?.scrollIntoView({ block: "center" });
  if (typeof start === "object") place.to(start);
}

const dividerIn = (scroller: Element | null) => scroller?.querySelector("[data-divider]");

function isDividerAbove(scroller: Element): boolean {
  const divider = dividerIn(scroller);
  return !divider || divider.getBoundingClientRect().bottom < scroller.getBoundingClientRect().top;
}

function showDivider(scroller: Element | null): boolean {
  const divider = dividerIn(scroller);
  divider?.scrollIntoView({ block: "start" });
  return divider !== undefined && divider !== null;
}
