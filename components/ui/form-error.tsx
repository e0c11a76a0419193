import type { ErrorBody } from "@/lib/errors";
import styles from "./form.module.css";

/** What was wrong with a form, where it was sent. */
export function FormError({ error }: { error: ErrorBody | undefined }) {
  if (!error) return null;
  const again = error.retryAfter ? ` Try again in ${error.retryAfter} s.` : "";
  return (
    <p role="alert" className={styles.error}>
      {error.message.replace(/^\w+: /, "")}
      {error.code === "rate_limited" ? again : ""}
    </p>
  );
}
