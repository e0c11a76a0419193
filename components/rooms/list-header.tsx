"use client";

import type { MouseEvent } from "react";
import { useMac } from "@/components/keys/use-mac";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Wordmark } from "@/components/ui/wordmark";
import styles from "./list-header.module.css";

/** The name of the place, a new room, and the way to everybody. */
export function ListHeader({ onFind }: { onFind: () => void }) {
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <Link href="/" className={styles.home} aria-label="Banter, back to the last room">
          <Wordmark className={styles.wordmark} />
        </Link>
        <Link href="/rooms/new" className={styles.tool} aria-label="New room">
          <Icon name="plus" />
        </Link>
      </div>
      <Find onFind={onFind} />
    </header>
  );
}

/** Opens the switcher; before the script has come, and without it, a link to everybody. */
function Find({ onFind }: { onFind: () => void }) {
  const mac = useMac();

  function pressed(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // another tab is wanted
    event.preventDefault();
    onFind();
  }

  return (
    <Link
      href="/people"
      className={styles.find}
      aria-haspopup="dialog"
      data-dialog
      aria-keyshortcuts={mac ? "Meta+K" : "Control+K"}
      onClick={pressed}
    >
      <Icon name="search" size={16} />
      <span>
        Find<span className={styles.what}> a room or person</span>
      </span>
      <span className={styles.hint} aria-hidden="true">
        {mac === null ? "" : mac ? "⌘K" : "Ctrl K"}
      </span>
    </Link>
  );
}
