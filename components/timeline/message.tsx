"use client";

import { memo } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Clock } from "@/components/ui/time";
import type { Entry } from "@/lib/client/grouping";
import { Author } from "./author";
import styles from "./message.module.css";
import { NotSent } from "./not-sent";
import { Words } from "./words";

interface Props {
  entry: Entry;
  name: string;
  isMine: boolean;
  /** Begins a group: with avatar, name and time. */
  first: boolean;
  isTarget?: boolean;
}

/** One message. The same element from "Sending" to stored: only words change, and their colour. */
export const Message = memo(function Message({ entry, name, isMine, first, isTarget = false }: Props) {
  const { id, from, date, text, state } = entry;
  const look = [styles.message, first ? styles.first : styles.next, styles[state], isTarget && styles.target];
  return (
    <article id={isTarget ? "target" : undefined} className={look.filter(Boolean).join(" ")}>
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
      {state === "stored" && <Clock date={date} className={styles.time} />}
    </article>
  );
});
