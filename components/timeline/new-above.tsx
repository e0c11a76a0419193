"use client";

import { countText } from "@/lib/client/sections";
import styles from "./jump.module.css";

/** Leads up to the first message that is unread. */
export function NewAbove({ count, onPress }: { count: number; onPress: () => void }) {
  return (
    <button type="button" className={`${styles.jump} ${styles.above}`} onClick={onPress}>
      {countText(count)} new<span className="visually-hidden">, go to the first</span> <span aria-hidden="true">↑</span>
    </button>
  );
}
