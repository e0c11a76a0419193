"use client";

import { useEffect } from "react";
import { idle } from "@/lib/client/idle";
import { rememberZone } from "@/lib/client/zone-cookie";

/** Tells the server the reader's time zone, with the next request. */
export function RememberZone() {
  useEffect(() => void idle().then(() => rememberZone(window)), []);
  return null;
}
