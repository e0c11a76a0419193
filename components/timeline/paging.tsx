"use client";

import { type MouseEvent, useState } from "react";
import * as api from "@/lib/client/api";
import { newerPath, olderPath } from "@/lib/client/paths";
import type { Timeline } from "@/lib/client/timeline";
import type { Cursor, RoomId } from "@/lib/events";
import styles from "./paging.module.css";

/** Leads to the page before; with JavaScript it comes in place. */
export function Older({ timeline, before }: { timeline: Timeline; before: Cursor }) {
  const [isLoading, setLoading] = useState(false);
  const address = olderPath(timeline.roomId, before);

  async function load(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (isLoading) return;
    setLoading(true);
    try {
      timeline.prepend(await api.getOlder(timeline.roomId, before));
    } catch {
      location.assign(address);
    }
    setLoading(false);
  }

  return (
    <p className={styles.paging}>
      <a href={address} onClick={load} aria-busy={isLoading}>
        Older messages
      </a>
    </p>
  );
}

export const Newer = ({ roomId, after }: { roomId: RoomId; after: Cursor }) => (
  <p className={styles.paging}>
    <a href={newerPath(roomId, after)}>Newer messages</a>
  </p>
);
