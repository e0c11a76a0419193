"use client";

import { StorageAway } from "@/components/ui/notice";
import "./tokens.css";
import "./base.css";

/** What failed around every page; Next's own would bring styles that the policy forbids. */
export default function Failed() {
  return (
    <html lang="en">
      <body>
        <main>
          <StorageAway />
        </main>
      </body>
    </html>
  );
}
