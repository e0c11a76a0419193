"use client";

import { type FormEvent, useActionState, useEffect, useRef } from "react";
import { useChat } from "@/components/live/live-provider";
import { useBlocked, useParted } from "@/components/live/use-live";
import { Icon } from "@/components/ui/icon";
import { useValue } from "@/components/ui/use-value";
import type { Cursor, Room, UserId } from "@/lib/events";
import { send } from "./actions";
import { BlockedRoom, LeftRoom, PartedRoom } from "./closed-room";
import styles from "./composer.module.css";
import { MessageField } from "./message-field";
import { TypingLine } from "./typing-line";
import { useDraft } from "./use-draft";
import { useHeight } from "./use-height";

interface Props {
  room: Room;
  me: { id: UserId; username: string };
  /** Of the message that is sent without JavaScript: sent twice, it is one. */
  id: string;
  after: Cursor | null;
}

/** Where one writes. */
export function Composer({ room, me, id, after }: Props) {
  const chat = useChat();
  const hasLeft = useValue(chat.rooms.left).has(room.id);
  const isParted = useParted(room);
  const isBlocked = useBlocked(room);
  if (hasLeft) return <LeftRoom roomId={room.id} />;
  if (isParted) return <PartedRoom roomId={room.id} />;
  if (isBlocked) return <BlockedRoom room={room} me={me.id} />;
  return <Form room={room} id={id} after={after} />;
}

function Form({ room, id, after }: Omit<Props, "me">) {
  const chat = useChat();
  const [{ error, values }, action] = useActionState(send, {});
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const slot = useRef<HTMLDivElement>(null);
  const { problem, typed, taken } = useDraft(field, room.id);
  const notice = useValue(chat.notice);
  useHeight(form, slot);
  useEffect(() => () => chat.notice.set(""), [chat]);

  function submit(event: FormEvent) {
    event.preventDefault();
    const text = field.current?.value ?? "";
    field.current?.focus();
    if (problem || text.trim() === "") return;
    chat.send(room.id, text);
    taken();
  }

  return (
    <form ref={form} className={styles.composer} action={action} onSubmit={submit} aria-label={`Write to ${room.name}`}>
      <div ref={slot} className={styles.slot}>
        {problem || error || notice ? (
          <p id="composer-problem" className={styles.problem} role="alert">
            {problem || error?.message || notice}
          </p>
        ) : (
          <TypingLine roomId={room.id} />
        )}
      </div>
      <input type="hidden" name="roomId" value={room.id} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="after" value={after ?? ""} />
      <div className={styles.box}>
        <MessageField
          ref={field}
          roomName={room.name}
          draftKey={chat.drafts.keyOf(room.id)}
          problem={Boolean(problem)}
          sent={values?.message}
          onTyped={() => {
            chat.notice.set("");
            typed();
          }}
        />
        {/* the keyboard of a phone stays: the press does not take the focus */}
        <button
          className={styles.send}
          type="submit"
          aria-label="Send"
          onPointerDown={keepFocus}
          onMouseDown={keepFocus}
        >
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

const keepFocus = (event: { preventDefault(): void }) => event.preventDefault();
