"use client";

import { early } from "@/lib/client/early";

/** Runs `early`. A component of the browser, so that its text is in the page once, and not among the data as well. */
export const EarlyScript = ({ nonce }: { nonce: string | undefined }) => (
  <script
    nonce={nonce}
    suppressHydrationWarning
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a function of ours, as text
    dangerouslySetInnerHTML={{ __html: typeof window === "undefined" ? `(${early})()` : "" }}
  />
);
