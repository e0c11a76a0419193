import Link from "next/link";
import { Icon } from "@/components/ui/icon";
import { Wordmark } from "@/components/ui/wordmark";
import styles from "./list-header.module.css";

/** The name of the place, a new room, and the way to everybody. */
export function ListHeader() {
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Link href="/" prefetch={false} className={styles.home} aria-label="Banter, back to the last room">
          <Wordmark className={styles.wordmark} />
        </Link>
        <Link href="/rooms/new" prefetch={false} className={styles.tool} aria-label="New room">
          <Icon name="plus" />
        </Link>
      </div>
      <Link href="/people" prefetch={false} className={styles.find}>
        <Icon name="search" size={16} />
        Find people
      </Link>
    </header>
  );
}
