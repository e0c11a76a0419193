import type { InputHTMLAttributes } from "react";
import styles from "./form.module.css";

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  hint?: string;
}

/** A text field with its label, and what is expected of it. */
export function Field({ label, name, hint, ...input }: Props) {
  const hintId = hint && `${name}-hint`;
  return (
    <div className={styles.field}>
      <label htmlFor={name}>{label}</label>
      <input id={name} name={name} className={styles.input} aria-describedby={hintId} {...input} />
      {hint && (
        <p id={hintId} className={styles.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
