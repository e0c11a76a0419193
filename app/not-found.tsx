import Link from "next/link";
import { Notice } from "@/components/ui/notice";

export const metadata = { title: "Not found" };

/** One page for what does not exist and what one may not see. */
export default function NotFound() {
  return (
    <Notice title="There is nothing here">
      Or it is not yours to see. <Link href="/">Back to your rooms</Link>
    </Notice>
  );
}
