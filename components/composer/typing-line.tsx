"use client";

import { useChat } from "@/components/live/live-provider";
import { Phrases } from "@/components/ui/phrases";
import { useValue } from "@/components/ui/use-value";
import { typingText } from "@/lib/client/typing";
import type { RoomId } from "@/lib/events";
import styles from "./composer.module.css";

/** Who is writing. Seen, not heard: it would talk all the time. */
export function TypingLine({ roomId }: { roomId: RoomId }) {
  const chat = useChat();
  const people = useValue(chat.people.state);
  const ids = useValue(chat.typists.state).get(roomId) ?? [];
  if (ids.length === 0) return null;
  return (
    <p className={styles.typing}>
      <span className={styles.dots} aria-hidden="true" />
      <span className={styles.who}>
        <Phrases of={typingText(ids.map((id) => people[id]?.username ?? "Somebody"))} />
      </span>
    </p>
  );
}
