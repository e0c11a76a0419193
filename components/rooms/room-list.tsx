"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { useLiveRooms } from "@/components/live/use-live";
import { roomOfPath } from "@/lib/client/paths";
import { type OpenRoom, sectionsOf } from "@/lib/client/sections";
import type { Room, RoomId, UserId } from "@/lib/events";
import { RoomLink } from "./room-link";
import styles from "./room-list.module.css";

interface Props {
  me: UserId;
  names: Record<UserId, string>;
}

/** My rooms: what is unread, then people, then the named ones. */
export function RoomList({ me, names }: Props) {
  const rooms = useLiveRooms();
  const open = roomOfPath(usePathname());
  const kept = useKept(rooms, open);
  return (
    <nav aria-label="Rooms" className={styles.list}>
      {sectionsOf(rooms, kept).map(({ title, rooms: listed }) => (
        <section key={title} aria-label={title}>
          <h2 className={styles.title}>{title}</h2>
          <ul>
            {listed.map((room) => (
              <li key={room.id}>
                <RoomLink room={room} me={me} names={names} isOpen={room.id === open} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** The open room as it was when it was opened. */
function useKept(rooms: Room[], open: RoomId | null): OpenRoom | null {
  const isUnread = ({ id, unread }: Room) => id === open && unread > 0;
  const now = () => (open === null ? null : { id: open, wasUnread: rooms.some(isUnread) });
  const [kept, setKept] = useState(now);
  if ((kept?.id ?? null) !== open) setKept(now());
  return kept;
}
