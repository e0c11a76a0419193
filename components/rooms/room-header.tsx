"use client";

import Link from "next/link";
import { useChat } from "@/components/live/live-provider";
import { useConnected, useLiveRooms } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import { Icon } from "@/components/ui/icon";
import { useValue } from "@/components/ui/use-value";
import { membersPath } from "@/lib/client/paths";
import { countText, unreadIn } from "@/lib/client/sections";
import type { Room, UserId } from "@/lib/events";
import styles from "./conversation.module.css";

/** The name of the room, who is here, and on a phone the way back to the list. */
export function RoomHeader({ room, me }: { room: Room; me: UserId }) {
  const people = useValue(useChat().people.state);
  const isConnected = useConnected();
  const unread = unreadIn(useLiveRooms(), room.id);
  const members = (room.members ?? []).map((person) => ({ ...person, ...people[person.id] }));
  const here = members.filter(({ online, id }) => online || id === me);
  const others = here.filter(({ id }) => id !== me);
  const count = isConnected ? `${here.length} here` : `${members.length} people`;
  return (
    <header className={styles.header}>
      <div className={styles.column}>
        <Link
          href="/rooms"
          prefetch={false}
          className={styles.back}
          aria-label={`Rooms${unread ? `, ${unread} unread` : ""}`}
        >
          <Icon name="back" />
          {unread > 0 && <span className={styles.count}>{countText(unread)}</span>}
        </Link>
        <span className={styles.kind}>
          {room.kind === "direct" ? (
            <Avatar
              id={others[0]?.id ?? otherOf(room, me)}
              name={room.name}
              size={24}
              online={isConnected && others.length > 0}
            />
          ) : (
            <Icon name={room.kind === "closed" ? "lock" : "hash"} />
          )}
        </span>
        <div className={styles.titles}>
          <h1 className={styles.name}>{room.name}</h1>
          <p className={styles.here}>
            {isConnected
              ? saidHere(
                  room,
                  others.map(({ username }) => username),
                )
              : ""}
          </p>
        </div>
        <Link href={membersPath(room.id)} prefetch={false} className={styles.members}>
          <span className="visually-hidden">
            {room.kind === "direct" ? `About ${room.name}` : `People in ${room.name}, ${count}`}
          </span>
          <span className={styles.faces}>
            {room.kind !== "direct" &&
              others.slice(0, 3).map(({ id, username }) => <Avatar key={id} id={id} name={username} size={24} />)}
          </span>
          <span className={styles.word} aria-hidden="true">
            {room.kind === "direct" ? "About" : count}
          </span>
          <Icon name="people" />
        </Link>
      </div>
    </header>
  );
}

const otherOf = ({ members = [] }: Room, me: UserId) => members.find(({ id }) => id !== me)?.id ?? "0";

function saidHere({ kind }: Room, names: string[]): string {
  if (kind === "direct") return names.length > 0 ? "online" : "not here right now";
  if (names.length === 0) return "Nobody else is here";
  const last = names.length > 3 ? `${names.length - 3} more` : names.at(-1);
  const first = names.slice(0, Math.min(3, names.length - 1));
  return `${[first.join(", "), last].filter(Boolean).join(" and ")} here`;
}
