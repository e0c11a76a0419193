"use client";

import type { ReactNode } from "react";
import { unblock } from "@/components/account/actions";
import { useChat } from "@/components/live/live-provider";
import { ActionButton } from "@/components/ui/action-button";
import { otherOf } from "@/lib/client/people";
import type { Room, RoomId, UserId } from "@/lib/events";
import styles from "./closed-room.module.css";

/** Instead of the composer, for who is no longer in the room. */
export const LeftRoom = ({ roomId }: { roomId: RoomId }) => (
  <ClosedRoom roomId={roomId} label="No longer in this room" look={styles.gone}>
    <p>
      You are no longer in this room. <a href="/">Back to your rooms</a>
    </p>
  </ClosedRoom>
);

/** Instead of the composer, where the other has deleted their account. */
export const PartedRoom = ({ roomId }: { roomId: RoomId }) => (
  <ClosedRoom roomId={roomId} label="Nobody to write to" look={styles.quiet}>
    <p>This account was deleted. Nobody reads here any more.</p>
  </ClosedRoom>
);

/** Instead of the composer, where I have blocked the other. */
export function BlockedRoom({ room, me }: { room: Room; me: UserId }) {
  const { id, username } = otherOf(room, me);
  return (
    <ClosedRoom roomId={room.id} label={`${username} is blocked`} look={styles.quiet}>
      <p>
        You have blocked <bdi>{username}</bdi>.
      </p>
      <ActionButton action={unblock} fields={{ userId: id }} kind="plain" of={username}>
        Unblock
      </ActionButton>
    </ClosedRoom>
  );
}

interface Props {
  roomId: RoomId;
  label: string;
  look: string | undefined;
  children: ReactNode;
}

/** Why one cannot write here. What was typed is not lost. */
function ClosedRoom({ roomId, label, look, children }: Props) {
  const draft = useChat().drafts.get(roomId);
  return (
    <section className={styles.closed} aria-label={label}>
      <div className={`${styles.words} ${look}`}>{children}</div>
      {draft && (
        <label className={styles.draft}>
          What you had typed
          <textarea dir="auto" readOnly rows={3} defaultValue={draft} />
        </label>
      )}
    </section>
  );
}
