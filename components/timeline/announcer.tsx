"use client";

import { useChat } from "@/components/live/live-provider";
import { useValue } from "@/components/ui/use-value";

/** Speaks what others write and what came of an action, once. Not the history, and never my own words. */
export function Announcer() {
  const { turn, text } = useValue(useChat().announced);
  return (
    <div className="visually-hidden" aria-live="polite">
      <p key={turn}>{text}</p>
    </div>
  );
}
