"use client";

import { useChat } from "@/components/live/live-provider";
import { useDrafts } from "@/components/live/use-live";
import { useValue } from "@/components/ui/use-value";
import { directionOf, isolated } from "@/lib/client/direction";
import type { Room, UserId } from "@/lib/events";
import styles from "./room-link.module.css";

interface Props {
  room: Room;
  me: UserId;
  /** Of those who spoke last when the server rendered; of later ones we hear ourselves. */
  names: Record<UserId, string>;
}

/** The last words of a room, and whose they are where that is not plain. */
export function RoomPreview({ room: { id, kind, lastMessage }, me, names }: Props) {
  const people = useValue(useChat().people.state);
  const draft = useDrafts().get(id);
  const from = lastMessage?.from ?? "";
  const other = kind === "direct" ? undefined : (people[from]?.username ?? names[from]);
  const author = from === me ? "You" : other;
  const last = lastMessage && [author, lastMessage.message].flatMap((text) => (text ? isolated(text) : [])).join(": ");
  const words = draft ? `Draft: ${isolated(draft)}` : (last ?? "");
  // drawn by the styles: it repeats what stands in the conversation, and nobody should find it twice
  return <span className={styles.preview} dir={directionOf(words)} data-words={words} />;
}
