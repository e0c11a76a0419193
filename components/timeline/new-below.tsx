"use client";

import { useLiveRooms } from "@/components/live/use-live";
import { useValue } from "@/components/ui/use-value";
import { isLater } from "@/lib/client/cursors";
import { countText } from "@/lib/client/sections";
import type { Timeline } from "@/lib/client/timeline";
import type { Cursor, UserId } from "@/lib/events";
import styles from "./jump.module.css";

interface Props {
  timeline: Timeline;
  me: UserId;
  /** What was last when the reader left the end; null while they are there. */
  seen: Cursor | null;
  onPress: () => void;
}

/** Leads to the end of the room, and says how much of others has come there while the reader is further up. */
export function NewBelow({ timeline, me, seen, onPress }: Props) {
  const { messages, newer } = useValue(timeline.state);
  const unread = useLiveRooms().find(({ id }) => id === timeline.roomId)?.unread ?? 0;
  const came = messages.filter(({ from, cursor }) => from !== me && isLater(cursor, seen)).length;
  const count = newer === null ? came : unread;
  if (newer === null && (seen === null || count === 0)) return null;
  return (
    <button type="button" className={`${styles.jump} ${styles.below}`} onClick={onPress}>
      {count > 0 ? `${countText(count)} new` : "Newest"} <span aria-hidden="true">↓</span>
    </button>
  );
}
