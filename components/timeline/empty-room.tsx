"use client";

import { useChat } from "@/components/live/live-provider";
import { useBlocked, useParted } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import { Phrases } from "@/components/ui/phrases";
import { useValue } from "@/components/ui/use-value";
import { whoIsHere } from "@/lib/client/people";
import type { Room, UserId } from "@/lib/events";
import styles from "./empty-room.module.css";

/** A room in which nobody has said anything yet. */
export function EmptyRoom({ room, me }: { room: Room; me: UserId }) {
  const chat = useChat();
  const people = useValue(chat.people.state);
  const hasLeft = useValue(chat.rooms.left).has(room.id);
  const isClosed = [useParted(room), useBlocked(room)].includes(true);
  const others = (room.members ?? []).map((person) => people[person.id] ?? person).filter(({ id }) => id !== me);

  return (
    <div className={styles.empty}>
      <div className={styles.faces}>
        {others.slice(0, 3).map(({ id, username }) => (
          <Avatar key={id} id={id} name={username} size={44} />
        ))}
      </div>
      <h2 className={styles.name} dir="auto">
        {room.name}
      </h2>
      <p className={styles.who}>
        <Phrases of={whoIsHere(others)} /> Nobody has said anything yet.
      </p>
      {!hasLeft && !isClosed && (
        <button type="button" className={styles.hello} onClick={() => chat.suggested.set("Hello")}>
          Say hello
        </button>
      )}
    </div>
  );
}
