"use client";

import type { UserId } from "@/lib/events";
import { RoomLink } from "./room-link";
import styles from "./room-list.module.css";
import { useSections } from "./use-sections";

interface Props {
  me: UserId;
  names: Record<UserId, string>;
}

/** My rooms: what is unread, then people, then the named ones. */
export function RoomList({ me, names }: Props) {
  const { sections, open } = useSections();
  return (
    <nav aria-label="Rooms" className={styles.list}>
      {sections.map(({ title, rooms: listed }) => (
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
