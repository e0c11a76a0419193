"use client";

import { Avatar } from "@/components/ui/avatar";
import { Icon } from "@/components/ui/icon";
import { countText } from "@/lib/client/sections";
import type { Choice } from "@/lib/client/switcher";
import styles from "./switcher.module.css";

interface Props {
  id: string;
  choice: Choice;
  isActive: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

/** One place to go: its name with what was looked for, what it is, and what is unread. */
export function ChoiceRow({ id, choice, isActive, onPoint, onChoose }: Props) {
  const { kind, name, words, person, unread } = choice;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: as above
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={`${styles.choice} ${kind === "direct" ? styles.direct : ""}`}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      <span className="visually-hidden">
        {[name, words, unread > 0 && `${unread} unread`].filter(Boolean).join(", ")}
      </span>
      <span className={styles.slot}>
        {person ? (
          <Avatar id={person.id} name={name} size={24} online={person.online} />
        ) : (
          <Icon name={kind === "closed" ? "lock" : "hash"} size={20} />
        )}
      </span>
      <span className={styles.name} aria-hidden="true">
        <Marked choice={choice} />
      </span>
      <span className={styles.words} aria-hidden="true">
        {words}
      </span>
      {unread > 0 ? (
        <span className={styles.count} aria-hidden="true">
          {countText(unread)}
        </span>
      ) : (
        isActive && (
          <span className={styles.enter} aria-hidden="true">
            ↵
          </span>
        )
      )}
    </div>
  );
}

function Marked({ choice: { name, match } }: { choice: Choice }) {
  if (!match) return name;
  return (
    <>
      {name.slice(0, match.start)}
      <mark className={styles.match}>{name.slice(match.start, match.end)}</mark>
      {name.slice(match.end)}
    </>
  );
}
