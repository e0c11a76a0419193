"use client";

import { useEffect } from "react";
import { rememberZone } from "@/lib/client/zone-cookie";

/** Tells the server the reader's time zone, with the next request. */
export function RememberZone() {
  useEffect(() => rememberZone(window), []);
  return null;
}
