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

/** One page for what does not exist and what one may not see. */
export const NotHere = () => (
  <Notice title="There is nothing here">
    Or it is not yours to see. <a href="/">Back to your rooms</a>
  </Notice>
);

/** A plain link to the same page again: it works without JavaScript, and on a page that has failed. */
export const StorageAway = ({ again = "" }: { again?: string }) => (
  <Notice title="Storage is not reachable">
    Nothing is lost. <a href={again}>Try again</a>
  </Notice>
);
