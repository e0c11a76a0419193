"use client";

import type { MouseEvent } from "react";
import { useChat } from "@/components/live/live-provider";
import { useConnected, useLiveRooms, useParted } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Phrases } from "@/components/ui/phrases";
import { useValue } from "@/components/ui/use-value";
import { membersPath } from "@/lib/client/paths";
import { membersOf, otherOf } from "@/lib/client/people";
import { listed, type Phrase } from "@/lib/client/phrases";
import { countText, unreadIn } from "@/lib/client/sections";
import { GENERAL, type Room, type User, type UserId } from "@/lib/events";
import styles from "./conversation.module.css";

interface Props {
  room: Room;
  me: UserId;
  isPeopleOpen: boolean;
  /** Its people are wanted: beside the conversation where there is space, else on a page. */
  onPeople: (event: MouseEvent) => void;
}

/** The name of the room, who is here, and on a phone the way back to the list. */
export function RoomHeader({ room, me, isPeopleOpen, onPeople }: Props) {
  const people = useValue(useChat().people.state);
  const isConnected = useConnected();
  const rooms = useLiveRooms();
  const unread = unreadIn(rooms, room.id);
  const name = rooms.find(({ id }) => id === room.id)?.name ?? room.name;
  const isParted = useParted(room);
  const members = membersOf(room, people);
  const here = members.filter(({ online, id }) => online || id === me);
  const others = here.filter(({ id }) => id !== me);
  const all = room.id === GENERAL ? "Everybody" : `${members.length} people`;
  const present = `${here.length} here`;
  const isApart = !isConnected && room.kind !== "direct"; // then we know who is in, and not who is here
  return (
    <header className={styles.header}>
      <div className={styles.column}>
        <Link
          href="/rooms"
          scroll={false}
          className={styles.back}
          aria-label={`Rooms${unread ? `, ${unread} unread` : ""}`}
        >
          <Icon name="back" />
          {unread > 0 && <span className={styles.count}>{countText(unread)}</span>}
        </Link>
        <span className={styles.kind}>
          {room.kind === "direct" ? (
            <Avatar
              id={others[0]?.id ?? otherOf(room, me).id}
              name={name}
              size={24}
              online={isConnected && others.length > 0}
            />
          ) : (
            <Icon name={room.kind === "closed" ? "lock" : "hash"} />
          )}
        </span>
        <div className={styles.titles}>
          <h1 className={styles.name} dir="auto">
            {name}
          </h1>
          <p className={styles.here}>{isConnected && !isParted && <Phrases of={saidHere(room, others)} />}</p>
        </div>
        <Link
          href={membersPath(room.id)}
          className={`${styles.members} ${isApart ? styles.apart : ""}`}
          data-about
          aria-expanded={isPeopleOpen || undefined}
          onClick={onPeople}
        >
          <span className="visually-hidden">
            {room.kind === "direct" ? `About ${name}` : `People in ${name}, ${isConnected ? present : all}`}
          </span>
          <span className={styles.faces}>
            {room.kind !== "direct" &&
              others.slice(0, 3).map(({ id, username }) => <Avatar key={id} id={id} name={username} size={24} />)}
          </span>
          <span className={styles.word} aria-hidden="true">
            {room.kind === "direct" ? "About" : present}
          </span>
          {isApart && (
            <span className={styles.all} aria-hidden="true">
              {all}
            </span>
          )}
          <Icon name="people" />
        </Link>
      </div>
    </header>
  );
}

function saidHere({ kind }: Room, others: User[]): Phrase[] {
  if (kind === "direct") return [others.length > 0 ? "online" : "not here right now"];
  if (others.length === 0) return ["Nobody else is here"];
  const names = others.map(({ username }) => username);
  return [...listed(names, 3), " here"];
}
