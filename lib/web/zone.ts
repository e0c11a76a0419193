import { cookies } from "next/headers";
import { ZONE_COOKIE } from "../client/zone-cookie";
import { isZone, UTC } from "../client/zones";

/** The reader's time zone, as their browser has told it; UTC until it has. */
export async function readerZone(): Promise<string> {
  const told = (await cookies()).get(ZONE_COOKIE)?.value ?? UTC;
  return isZone(told) ? told : UTC;
}
