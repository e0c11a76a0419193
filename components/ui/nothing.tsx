import Link from "next/link";
import { Notice } from "./notice";

/** The same words for what does not exist and what one may not see. */
export const Nothing = () => (
  <Notice title="There is nothing here">
    Or it is not yours to see. <Link href="/">Back to your rooms</Link>
  </Notice>
);
