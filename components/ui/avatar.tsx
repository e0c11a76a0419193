import type { CSSProperties } from "react";
import styles from "./avatar.module.css";

interface Props {
  id: string;
  name: string;
  /** In pixels; `list`: as the list of rooms has it, larger on a phone; `row`: as a message has it, smaller there. */
  size: number | keyof typeof SIZES;
  /** Shown as a dot; who does not see it hears it from whom the avatar belongs to. */
  online?: boolean;
}

const SIZES = { list: "var(--list-avatar)", row: "var(--avatar)" };

/** The first letter of a person in their colour, the same everywhere. Decoration: the name stands beside it. */
export function Avatar({ id, name, size, online = false }: Props) {
  const index = (Number(id) * 7) % 12; // ids in a row are far apart in hue
  const look = {
    "--size": typeof size === "number" ? `${size}px` : SIZES[size],
    "--ground": `var(--avatar-${index})`,
    "--letter": `var(--avatar-${index}-ink)`,
  } as CSSProperties;
  return (
    <span className={styles.avatar} style={look} aria-hidden="true">
      <span className={styles.letter}>{initials(name)}</span>
      {online && <span className={styles.dot} />}
    </span>
  );
}

/** The first letter of the first and of the second word; "?" where there is none. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean)
    .slice(0, 2);
  return words.map((word) => [...word][0]?.toUpperCase() ?? "").join("") || "?";
}
