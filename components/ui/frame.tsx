import type { ReactNode } from "react";
import styles from "./frame.module.css";
import { Icon } from "./icon";
import { Link } from "./link";

interface Props {
  title: ReactNode;
  /** Where the way back leads on a phone; null on the list itself. */
  back?: string | null;
  children: ReactNode;
}

/** A page beside the list that is not a conversation: its title, its content in the one column. */
export function Frame({ title, back = "/rooms", children }: Props) {
  return (
    <div className={styles.frame}>
      <header className={styles.header}>
        <div className={styles.column}>
          {back !== null && (
            <Link href={back} scroll={false} className={styles.back} aria-label="Back">
              <Icon name="back" />
            </Link>
          )}
          <h1 className={styles.title}>{title}</h1>
        </div>
      </header>
      <div className={`${styles.column} ${styles.content}`}>{children}</div>
    </div>
  );
}
