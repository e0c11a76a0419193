"use client";

import { useState } from "react";
import { isFoldable, rememberFolded } from "@/lib/client/folded";
import type { Section } from "@/lib/client/sections";
import type { UserId } from "@/lib/events";
import { RoomLink } from "./room-link";
import styles from "./room-list.module.css";
import { useSections } from "./use-sections";

interface Props {
  me: UserId;
  names: Record<UserId, string>;
  /** The sections that are folded to begin with. */
  folded: Section["title"][];
}

/** My rooms: what is unread, then people, then the named ones. */
export function RoomList({ me, names, folded: atFirst }: Props) {
  const { sections, open } = useSections();
  const [folded, setFolded] = useState(atFirst);

  function fold(title: Section["title"]): void {
    const now = folded.includes(title) ? folded.filter((other) => other !== title) : [...folded, title];
    setFolded(now);
    rememberFolded(now);
  }

  return (
    <nav aria-label="Rooms" className={styles.list}>
      {sections.map(({ title, rooms }) => {
        const isFolded = folded.includes(title);
        return (
          <section key={title} aria-label={title}>
            <Title title={title} isFolded={isFolded} onPress={() => fold(title)} />
            <ul>
              {rooms.map(
                (room) =>
                  (!isFolded || room.id === open) && (
                    <li key={room.id}>
                      <RoomLink room={room} me={me} names={names} isOpen={room.id === open} />
                    </li>
                  ),
              )}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

interface TitleProps {
  title: Section["title"];
  isFolded: boolean;
  onPress: () => void;
}

/** The head of a section; pressed, it folds the section away, but for the room that is open. */
function Title({ title, isFolded, onPress }: TitleProps) {
  if (!isFoldable(title)) return <h2 className={styles.title}>{title}</h2>;
  return (
    <h2 className={styles.title}>
      <button type="button" className={styles.fold} aria-expanded={!isFolded} onClick={onPress}>
        {title}
      </button>
    </h2>
  );
}
