"use client";

import { useChat } from "@/components/live/live-provider";
import { useValue } from "@/components/ui/use-value";

/** Speaks what others write, once. Not the history, and never my own words. */
export function Announcer() {
  return (
    <p className="visually-hidden" aria-live="polite">
      {useValue(useChat().announced)}
    </p>
  );
}
