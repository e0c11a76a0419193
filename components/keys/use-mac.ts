"use client";

import { startTransition, useEffect, useState } from "react";
import { isMac } from "@/lib/client/keys";

/** Is there a ⌘ on this keyboard? Null until the page stands: the server does not see keyboards. */
export function useMac(): boolean | null {
  const [mac, setMac] = useState<boolean | null>(null);
  useEffect(() => startTransition(() => setMac(isMac())), []);
  return mac;
}
