"use client";

import { useEffect, useRef } from "react";
import { useChat } from "@/components/live/live-provider";
import type { Timeline } from "@/lib/client/timeline";
import type { Page } from "@/lib/events";

/** Tells the chat which history is on the screen, and takes in a page that the server has rendered anew. */
export function useOpenRoom(timeline: Timeline, page: Page): void {
  const chat = useChat();
  const known = useRef(page);
  useEffect(() => chat.open(timeline), [chat, timeline]);
  useEffect(() => {
    if (known.current !== page) timeline.renew(page);
    known.current = page;
  }, [timeline, page]);
}
