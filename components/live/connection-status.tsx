"use client";

import { Icon, type IconName } from "@/components/ui/icon";
import { useValue } from "@/components/ui/use-value";
import type { Status } from "@/lib/client/status";
import styles from "./connection-status.module.css";
import { useChat } from "./live-provider";

const ICONS: Record<Status["kind"], IconName | null> = {
  fine: null,
  offline: "offline",
  storage: "alert",
  fast: "alert",
  back: null,
};

/** The one line that says how we are connected: heard only while all is well, else a bar where "typing" stands. */
export function ConnectionStatus() {
  const { kind, text } = useValue(useChat().status.state);
  const icon = ICONS[kind];
  return (
    <div role="status" className={styles.place}>
      {kind === "fine" ? (
        <p className="visually-hidden">{text}</p>
      ) : (
        <p key="bar" className={`${styles.bar} ${kind === "back" ? styles.back : styles.warn}`}>
          {icon && <Icon name={icon} size={16} />}
          <span className={styles.words}>{text}</span>
        </p>
      )}
    </div>
  );
}
