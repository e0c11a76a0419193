"use client";

import { usePathname } from "next/navigation";
import { Notice } from "@/components/ui/notice";

/** A plain link: it works without JavaScript, and on a page that has failed. */
export default function Failed() {
  return (
    <Notice title="Storage is not reachable">
      Nothing is lost. <a href={usePathname()}>Try again</a>
    </Notice>
  );
}
