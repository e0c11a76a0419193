"use client";

import { Dialog } from "@/components/ui/dialog";
import { KEY_WORDS, type KeyGroup, shownKeys } from "@/lib/client/key-words";
import { KEYS, type Key } from "@/lib/client/keys";
import styles from "./help.module.css";
import type { DialogProps } from "./use-dialogs";

const GROUPS: KeyGroup[] = ["Everywhere", "In a conversation"];

/** The table of keys, for who asks. */
export function Help({ onClose }: DialogProps) {
  return (
    <Dialog label="Keys" className={styles.help} onClose={onClose}>
      <div className={styles.content}>
        <header className={styles.header}>
          <h2 className={styles.title}>Keys</h2>
          <button type="button" className={styles.close} onClick={onClose}>
            Close
          </button>
        </header>
        {GROUPS.map((group) => (
          <section key={group} aria-label={group}>
            <h3 className={styles.group}>{group}</h3>
            <dl>
              {KEYS.filter(({ id }) => KEY_WORDS[id].group === group).map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Row({ entry }: { entry: Key }) {
  return (
    <div className={styles.row}>
      <dt>{KEY_WORDS[entry.id].words}</dt>
      <dd>
        {shownKeys(entry).map((part) => (
          <kbd key={part}>{part}</kbd>
        ))}
      </dd>
    </div>
  );
}
