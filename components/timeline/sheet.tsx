"use client";

import { type CSSProperties, useActionState } from "react";
import { openDirect } from "@/components/people/actions";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import type { Entry } from "@/lib/client/grouping";
import type { RoomId } from "@/lib/events";
import styles from "./sheet.module.css";
import { type Action, useActions } from "./use-actions";

export interface Props {
  roomId: RoomId;
  entry: Entry;
  name: string;
  /** May one write to the author alone? Not to oneself, nor where one does already. */
  isAddressable: boolean;
  /** The lower and the right edge of what it was opened from, in pixels of the window: there it stands on a wide screen. */
  at: { bottom: number; right: number };
  onClose: () => void;
}

/** All that can be done with a message: on a phone from below, on a wide screen beside it. */
export function Sheet({ roomId, entry, name, isAddressable, at, onClose }: Props) {
  const { actions, act } = useActions(roomId, entry);
  const [, open] = useActionState(openDirect, {});
  const place = { "--at-bottom": `${at.bottom}px`, "--at-right": `${at.right}px` } as CSSProperties;

  async function chosen(action: Action): Promise<void> {
    await act(action); // before it closes: what is copied has to be in a page that has the focus
    onClose();
  }

  return (
    <Dialog label={`Message of ${name}`} className={styles.sheet} style={place} onClose={onClose}>
      <p className={styles.what}>
        <bdi>{name}</bdi>: {entry.text}
      </p>
      {actions.map((action) => (
        <button key={action.words} type="button" className={styles.action} onClick={() => void chosen(action)}>
          <Icon name={action.icon} />
          {action.words}
        </button>
      ))}
      {isAddressable && (
        <form action={open}>
          <input type="hidden" name="userId" value={entry.from} />
          <button type="submit" className={styles.action}>
            <Icon name="people" />
            <span className={styles.words}>
              Message <bdi>{name}</bdi>
            </span>
          </button>
        </form>
      )}
      <button type="button" className={`${styles.action} ${styles.close}`} onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
