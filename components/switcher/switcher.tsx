"use client";

import { type KeyboardEvent, useState } from "react";
import type { DialogProps } from "@/components/keys/use-dialogs";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { isComposing, KEYS, matches } from "@/lib/client/keys";
import { ChoiceList, idOf, LIST } from "./choice-list";
import styles from "./switcher.module.css";
import { useActive } from "./use-active";
import { useChoices } from "./use-choices";
import { useChoose } from "./use-choose";

/** Goes to a room or a person by a few letters of the name. */
export function Switcher({ onClose, onGo }: DialogProps) {
  const [query, setQuery] = useState("");
  const { choices, isComplete, hasFailed } = useChoices(query);
  const { active, point, move } = useActive(choices, query);
  const { choose, problem } = useChoose(onGo);
  const isEmpty = choices.length === 0;

  function pressed(event: KeyboardEvent): void {
    if (isComposing(event.nativeEvent)) return;
    if (isSwitcherKey(event)) onClose();
    else if (event.key === "Enter" && active) choose(active);
    else if (!move(event.key)) return;
    event.preventDefault();
  }

  return (
    <Dialog label="Find a room or person" className={styles.switcher} onClose={onClose}>
      <div className={styles.query}>
        <Icon name="search" />
        <input
          className={styles.input}
          type="text"
          role="combobox"
          aria-label="Find a room or person"
          aria-autocomplete="list"
          aria-expanded={!isEmpty}
          aria-controls={LIST}
          aria-activedescendant={active ? idOf(active) : undefined}
          placeholder="Find a room or person"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={100}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={pressed}
        />
        <button type="button" className={styles.close} onClick={onClose}>
          Close
        </button>
      </div>
      <div className={styles.answers}>
        <ChoiceList choices={choices} active={active} onPoint={point} onChoose={choose} />
        <div aria-live="polite">
          {problem && <p className={styles.problem}>{problem}</p>}
          {hasFailed && (
            <p className={styles.note}>The server does not answer: somebody or some room may be missing.</p>
          )}
          {isEmpty && isComplete && !hasFailed && <Nothing query={query.trim()} onLeave={onClose} />}
        </div>
      </div>
      <p className={styles.foot}>
        <Hint keys={["↑", "↓"]} words="Choose" />
        <Hint keys={["↵"]} words="Open" />
        <Hint keys={["esc"]} words="Close" />
      </p>
    </Dialog>
  );
}

/** What has opened it closes it again; else it would be the browser's, which goes to its own search. */
const isSwitcherKey = ({ nativeEvent }: KeyboardEvent) =>
  !nativeEvent.repeat && KEYS.some((entry) => entry.id === "switcher" && matches(nativeEvent, entry));

function Nothing({ query, onLeave }: { query: string; onLeave: () => void }) {
  return (
    <p className={styles.note}>
      {query === "" ? "You are in no room yet." : `Nobody and no room called “${query}”.`}
      <Link href="/rooms/new" className={styles.new} onClick={onLeave}>
        <Icon name="plus" size={16} />
        New room
      </Link>
    </p>
  );
}

function Hint({ keys, words }: { keys: string[]; words: string }) {
  return (
    <span className={styles.hint}>
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
      {words}
    </span>
  );
}
