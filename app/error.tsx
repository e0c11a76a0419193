"use client";

import { Notice } from "@/components/ui/notice";

export default function Failed() {
  return (
    <Notice title="Storage is not reachable">
      Nothing is lost. {/* a plain link: without JavaScript, and with a page that has failed, it works as well */}
      <a href="">Try again</a>
    </Notice>
  );
}
