import type { ReactNode } from "react";
import type { Room, UserId } from "@/lib/events";
import styles from "./conversation.module.css";
import { RoomHeader } from "./room-header";

/** A room on the screen: its header, its history, and where one writes. */
export function Conversation({ room, me, children }: { room: Room; me: UserId; children: ReactNode }) {
  return (
    <div className={styles.conversation}>
      <RoomHeader room={room} me={me} />
      {children}
    </div>
  );
}
