"use client";

import { useChat } from "@/components/live/live-provider";
import { Icon } from "@/components/ui/icon";
import { useValue } from "@/components/ui/use-value";
import styles from "./not-sent.module.css";

/** What can be done with a message that was refused. */
export function NotSent({ id }: { id: string }) {
  const { outbox } = useChat();
  const why = useValue(outbox.state).find((pending) => pending.id === id)?.failed?.message;
  return (
    <div className={styles.row}>
      <Icon name="alert" size={16} />
      <strong className={styles.words}>Not sent</strong>
      <button type="button" className={styles.button} onClick={() => outbox.retry(id)}>
        Retry
      </button>
      <button type="button" className={styles.button} onClick={() => outbox.remove(id)}>
        Delete
      </button>
      <span className={styles.why}>{why}</span>
    </div>
  );
}
