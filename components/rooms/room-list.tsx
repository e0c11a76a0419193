"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { useLiveRooms } from "@/components/live/use-live";
import { roomOfPath } from "@/lib/client/paths";
import { sectionsOf } from "@/lib/client/sections";
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
  const held = useHeld(rooms, open);
  return (
    <nav aria-label="Rooms" className={styles.list}>
      {sectionsOf(rooms, held).map(({ title, rooms: listed }) => (
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

/** The room that was unread when it was opened keeps its place until it is left: nothing moves under the pointer. */
function useHeld(rooms: Room[], open: RoomId | null): RoomId | null {
  const unread = () => (rooms.some((room) => room.id === open && room.unread > 0) ? open : null);
  const [seen, setSeen] = useState(open);
  const [held, setHeld] = useState(unread);
  if (seen !== open) {
    setSeen(open);
    setHeld(unread());
  }
  return held;
}
