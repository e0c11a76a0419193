import type { ReactNode } from "react";
import styles from "./notice.module.css";

/** A page that has only one thing to say. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.notice}>
      <h1 className={styles.title}>{title}</h1>
      <p>{children}</p>
    </section>
  );
}
