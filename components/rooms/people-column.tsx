"use client";

import { BlockButton } from "@/components/account/block-button";
import { useChat } from "@/components/live/live-provider";
import { useBlocked, useConnected } from "@/components/live/use-live";
import { Author } from "@/components/timeline/author";
import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { useValue } from "@/components/ui/use-value";
import { membersPath } from "@/lib/client/paths";
import { membersOf } from "@/lib/client/people";
import type { Room, UserId } from "@/lib/events";
import styles from "./people-column.module.css";

const SHOWN_MAX = 100; // a page has all of them

interface Props {
  room: Room;
  me: UserId;
  onClose: () => void;
}

/** Who is in the room, beside the conversation: who is here first. */
export function PeopleColumn({ room, me, onClose }: Props) {
  const people = useValue(useChat().people.state);
  const isConnected = useConnected();
  const members = membersOf(room, people).map((person) => ({
    ...person,
    isHere: isConnected && (person.online || person.id === me),
  }));
  const other = room.kind === "direct" ? members.find(({ id }) => id !== me) : undefined;
  const isBlocked = useBlocked(room);
  members.sort((a, b) => Number(b.isHere) - Number(a.isHere) || a.username.localeCompare(b.username, "en"));
  return (
    <aside className={styles.people} aria-label={`People in ${room.name}`} data-people>
      <header className={styles.header}>
        <h2 className={styles.title}>People</h2>
        <button type="button" className={styles.close} onClick={onClose}>
          Close
        </button>
      </header>
      <ul className={styles.list}>
        {members.slice(0, SHOWN_MAX).map(({ id, username, isHere }) => (
          <li key={id} className={styles.person}>
            <Avatar id={id} name={username} size={24} online={isHere} />
            {id === me ? <span className={styles.name}>{username}, you</span> : <Author userId={id} name={username} />}
            {isHere && <span className="visually-hidden">online</span>}
          </li>
        ))}
      </ul>
      {other && !other.deleted && (
        <div className={styles.block}>
          <BlockButton person={other} isBlocked={isBlocked} />
        </div>
      )}
      <p className={styles.more}>
        <Link href={membersPath(room.id)}>All about this room</Link>
      </p>
    </aside>
  );
}
