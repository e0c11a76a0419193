"use client";

import { useEffect } from "react";
import type { Choice } from "@/lib/client/switcher";
import { ChoiceRow } from "./choice-row";
import styles from "./switcher.module.css";

export const LIST = "switcher-choices";

/** Of a choice on the page. */
export const idOf = ({ kind, id }: Choice) => `choice-${kind}-${id}`;

interface Props {
  choices: Choice[];
  active: Choice | undefined;
  onPoint: (choice: Choice) => void;
  onChoose: (choice: Choice) => void;
}

/** What fits; the focus stays in the field above, which says which of them is active. */
export function ChoiceList({ choices, active, onPoint, onChoose }: Props) {
  const activeId = active && idOf(active);
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);
  return (
    <div
      id={LIST}
      role="listbox"
      aria-label="Rooms and people"
      className={styles.list}
      hidden={choices.length === 0}
      onMouseDown={(event) => event.preventDefault()}
    >
      {choices.map((choice) => (
        <ChoiceRow
          key={idOf(choice)}
          id={idOf(choice)}
          choice={choice}
          isActive={idOf(choice) === activeId}
          onPoint={() => onPoint(choice)}
          onChoose={() => onChoose(choice)}
        />
      ))}
    </div>
  );
}
