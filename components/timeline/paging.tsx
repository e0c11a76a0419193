"use client";

import type { MouseEvent } from "react";
import { useValue } from "@/components/ui/use-value";
import type { Pager } from "@/lib/client/pager";
import { newerPath, olderPath } from "@/lib/client/paths";
import type { Cursor, RoomId } from "@/lib/events";
import styles from "./paging.module.css";

interface Props {
  pager: Pager;
  roomId: RoomId;
  direction: "older" | "newer";
  edge: Cursor;
}

const PATHS = { older: olderPath, newer: newerPath };
const WORDS = {
  older: { idle: "Older messages", loading: "Older messages", failed: "Older messages did not come. Try again" },
  newer: { idle: "Newer messages", loading: "Newer messages", failed: "Newer messages did not come. Try again" },
};

/** Leads to the page before or after; with JavaScript it comes in place, mostly before anybody has pressed. */
export function Paging({ pager, roomId, direction, edge }: Props) {
  const phase = useValue(pager.state)[direction];

  function pressed(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void pager.bring(direction);
  }

  return (
    <p className={styles.paging}>
      <a href={PATHS[direction](roomId, edge)} onClick={pressed} aria-busy={phase === "loading"}>
        {WORDS[direction][phase]}
      </a>
    </p>
  );
}
