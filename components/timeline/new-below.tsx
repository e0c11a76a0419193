"use client";

import { useValue } from "@/components/ui/use-value";
import { isLater } from "@/lib/client/cursors";
import type { Timeline } from "@/lib/client/timeline";
import type { Cursor, UserId } from "@/lib/events";
import styles from "./new-below.module.css";

interface Props {
  timeline: Timeline;
  me: UserId;
  /** What was last when the reader left the end; null while they are there. */
  seen: Cursor | null;
  onPress: () => void;
}

/** What has come below while the reader is further up. */
export function NewBelow({ timeline, me, seen, onPress }: Props) {
  const { messages } = useValue(timeline.state);
  const count = messages.filter(({ from, cursor }) => from !== me && isLater(cursor, seen)).length;
  if (seen === null || count === 0) return null;
  return (
    <button type="button" className={styles.button} onClick={onPress}>
      {count} new <span aria-hidden="true">↓</span>
    </button>
  );
}
