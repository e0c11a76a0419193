import type { CSSProperties } from "react";
import { initials } from "@/lib/client/initials";
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
