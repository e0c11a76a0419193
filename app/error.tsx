"use client";

import { usePathname } from "next/navigation";
import { StorageAway } from "@/components/ui/notice";

/** What failed while it was shown. */
export default function Failed() {
  return (
    <main>
      <StorageAway again={usePathname()} />
    </main>
  );
}
