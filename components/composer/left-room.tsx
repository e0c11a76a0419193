"use client";

import { useChat } from "@/components/live/live-provider";
import type { RoomId } from "@/lib/events";
import styles from "./left-room.module.css";

/** Instead of the composer, for who is no longer in the room. What was typed is not lost. */
export function LeftRoom({ roomId }: { roomId: RoomId }) {
  const draft = useChat().drafts.get(roomId);
  return (
    <section className={styles.left} aria-label="No longer in this room">
      <p className={styles.words}>
        You are no longer in this room. <a href="/">Back to your rooms</a>
      </p>
      {draft && (
        <label className={styles.draft}>
          What you had typed
          <textarea dir="auto" readOnly rows={3} defaultValue={draft} />
        </label>
      )}
    </section>
  );
}
