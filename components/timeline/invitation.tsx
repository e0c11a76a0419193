import { CopyAddress } from "./copy-address";
import styles from "./empty-room.module.css";

/** What somebody who is only looking could do now: be two people. */
export function Invitation({ name }: { name: string }) {
  return (
    <section className={styles.empty} aria-label="How to try it">
      <h2 className={styles.name}>You are {name} now</h2>
      <p className={styles.who}>
        Open a second browser, or a private window, and be somebody else there. What one of you writes, the other reads
        at once.
      </p>
      <CopyAddress className={styles.hello} />
    </section>
  );
}
