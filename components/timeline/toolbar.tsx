"use client";

import { Icon } from "@/components/ui/icon";
import type { Entry } from "@/lib/client/grouping";
import type { RoomId } from "@/lib/events";
import styles from "./toolbar.module.css";
import { useActions } from "./use-actions";

interface Props {
  roomId: RoomId;
  entry: Entry;
  onMore: (from: Element) => void;
}

/** What can be done with the message that one points at, or has gone to by keyboard. */
export function Toolbar({ roomId, entry, onMore }: Props) {
  const { actions, done, act } = useActions(roomId, entry);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Message actions">
      {actions.map((action) => (
        <button
          key={action.words}
          type="button"
          className={styles.tool}
          aria-label={action.words}
          title={action.words}
          onClick={() => void act(action)}
        >
          <Icon name={done === action.words ? "check" : action.icon} size={16} />
        </button>
      ))}
      <button
        type="button"
        className={styles.tool}
        aria-label="More"
        title="More"
        aria-haspopup="dialog"
        onClick={(event) => onMore(event.currentTarget)}
      >
        <Icon name="more" size={16} />
      </button>
    </div>
  );
}
