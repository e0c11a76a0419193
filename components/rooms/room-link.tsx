"use client";

import { useConnected, useDrafts, useOnline } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { ShortTime } from "@/components/ui/time";
import { roomPath } from "@/lib/client/paths";
import { countText } from "@/lib/client/sections";
import type { Room, UserId } from "@/lib/events";
import styles from "./room-link.module.css";
import { RoomPreview } from "./room-preview";

interface Props {
  room: Room;
  me: UserId;
  names: Record<UserId, string>;
  isOpen: boolean;
}

/** A room of the list: its name, what is unread, and on a phone its last words. */
export function RoomLink({ room, me, names, isOpen }: Props) {
  const { id, kind, name, unread, lastMessage } = room;
  const other = room.members?.find((person) => person.id !== me);
  const isHere = useOnline(other?.id ?? "", other?.online ?? false);
  const online = useConnected() && kind === "direct" && isHere;
  const draft = useDrafts().get(id);
  const label = [name, unread > 0 && `${unread} unread`, online && "online", draft && "draft"]
    .filter(Boolean)
    .join(", ");
  return (
    <Link
      href={roomPath(id)}
      className={`${styles.room} ${unread > 0 ? styles.unread : ""} ${kind === "direct" ? styles.direct : ""}`}
      aria-current={isOpen ? "page" : undefined}
    >
      <span className="visually-hidden">{label}</span>
      <span className={styles.slot}>
        {kind === "direct" ? (
          <Avatar id={other?.id ?? "0"} name={name} size="list" online={online} />
        ) : (
          <Icon name={kind === "closed" ? "lock" : "hash"} size={16} />
        )}
      </span>
      <span className={styles.words} aria-hidden="true">
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <RoomPreview room={room} me={me} names={names} />
      </span>
      <span className={styles.end} aria-hidden="true">
        {lastMessage && <ShortTime date={lastMessage.date} className={styles.time} />}
        {unread > 0 && <span className={styles.count}>{countText(unread)}</span>}
        {unread === 0 && draft && !isOpen && <Icon name="pencil" size={16} />}
      </span>
    </Link>
  );
}
