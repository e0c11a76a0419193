import type { ReactNode } from "react";
import styles from "./form.module.css";

interface Props {
  kind?: "primary" | "tall" | "quiet" | "plain" | "danger" | "grave";
  children: ReactNode;
  name?: string;
  value?: string;
}

const CLASSES = {
  primary: styles.primary,
  tall: `${styles.primary} ${styles.tall}`,
  quiet: styles.quiet,
  plain: styles.plain,
  grave: `${styles.quiet} ${styles.grave} ${styles.tall}`,
  danger: `${styles.plain} ${styles.danger}`,
};

/** The button that sends a form. */
export function Submit({ kind = "primary", children, ...button }: Props) {
  return (
    <button type="submit" className={CLASSES[kind]} {...button}>
      {children}
    </button>
  );
}
