import type { ReactNode } from "react";
import styles from "./form.module.css";
import { Link } from "./link";

/** The same for a file that is fetched. */
export const DownloadButton = ({ href, children }: { href: string; children: ReactNode }) => (
  <a href={href} download className={styles.quiet}>
    {children}
  </a>
);

/** A link that looks like what one presses. */
export function LinkButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={styles.quiet}>
      {children}
    </Link>
  );
}
