"use client";

import { memo } from "react";
import { Avatar } from "@/components/ui/avatar";
import type { Entry } from "@/lib/client/grouping";
import { clock, isoTime } from "@/lib/client/times";
import type { Offset } from "@/lib/client/zones";
import type { RoomId } from "@/lib/events";
import { Author } from "./author";
import styles from "./message.module.css";
import { NotSent } from "./not-sent";
import type { Toolbar as ToolbarType } from "./toolbar";
import { Words } from "./words";

interface Props {
  roomId: RoomId;
  entry: Entry;
  name: string;
  offset: Offset;
  isMine: boolean;
  /** Begins a group: with avatar, name and time. */
  first: boolean;
  isTarget: boolean;
  /** One points at it, or is on it by keyboard: then it shows what can be done with it. */
  isActive: boolean;
  onMore: (from: Element) => void;
  /** Once it has come. */
  Toolbar: typeof ToolbarType | undefined;
}

/** One message. The same element from "Sending" to stored: only words change, and their colour. */
export const Message = memo(function Message({
  roomId,
  entry,
  name,
  offset,
  isMine,
  first,
  isTarget,
  isActive,
  onMore,
  Toolbar,
}: Props) {
  const { id, from, date, text, state } = entry;
  const look = [styles.message, first ? styles.first : styles.next, styles[state], isTarget && styles.target];
  const isStored = state === "stored";
  return (
    <article id={isTarget ? "target" : undefined} data-id={id} className={look.filter(Boolean).join(" ")} tabIndex={-1}>
      {first && <Avatar id={from} name={name} size="row" />}
      {first && !isMine && <Author userId={from} name={name} />}
      {first && isMine && (
        <span className={`${styles.author} ${styles.name}`} dir="auto">
          {name}
        </span>
      )}
      {!first && <span className="visually-hidden">{name}</span>}
      <div className={styles.text}>
        <Words text={text} />
      </div>
      {state === "failed" && <NotSent id={id} />}
      {state === "sending" && <span className={styles.time}>Sending</span>}
      {isStored && (
        <time dateTime={isoTime(date)} className={styles.time}>
          {clock(date, offset)}
        </time>
      )}
      {isStored && (first || isActive) && <More onMore={onMore} />}
      {isStored && isActive && Toolbar && <Toolbar roomId={roomId} entry={entry} onMore={onMore} />}
    </article>
  );
});

const More = ({ onMore }: Pick<Props, "onMore">) => (
  <button
    type="button"
    className={styles.more}
    aria-label="Message actions"
    aria-haspopup="dialog"
    onClick={(event) => onMore(event.currentTarget)}
  />
);
