import { initials } from "@/lib/client/initials";
import styles from "./avatar.module.css";

interface Props {
  id: string;
  name: string;
  /** In pixels; `list`: as the list of rooms has it, larger on a phone; `row`: as a message has it, smaller there. */
  size: 24 | 28 | 36 | 42 | 44 | "list" | "row";
  /** Shown as a dot; who does not see it hears it from whom the avatar belongs to. */
  online?: boolean;
}

/** The first letter of a person in their colour, the same everywhere. Decoration: the name stands beside it. */
export function Avatar({ id, name, size, online = false }: Props) {
  const hue = (Number(id) * 7) % 12; // ids in a row are far apart in hue
  return (
    <span className={styles.avatar} data-size={size} data-hue={hue} aria-hidden="true">
      <span className={styles.letter}>{initials(name)}</span>
      {online && <span className={styles.dot} />}
    </span>
  );
}
