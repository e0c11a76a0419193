import { cookies } from "next/headers";
import { FOLDED_COOKIE, foldedIn } from "../client/folded";
import type { Section } from "../client/sections";
import { ZONE_COOKIE } from "../client/zone-cookie";
import { isZone, UTC } from "../client/zones";

/** The reader's time zone, as their browser has told it; UTC until it has. */
export async function readerZone(): Promise<string> {
  const told = (await cookies()).get(ZONE_COOKIE)?.value ?? UTC;
  return isZone(told) ? told : UTC;
}

/** The sections of the list that the reader has folded in this browser. */
export async function foldedSections(): Promise<Section["title"][]> {
  return foldedIn((await cookies()).get(FOLDED_COOKIE)?.value);
}
