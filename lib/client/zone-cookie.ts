import { browserZone } from "./zones";

/** What the browser tells the server of its reader's clock, so that pages come with the right times. No secret. */
export const ZONE_COOKIE = "zone";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

interface Place {
  document: { cookie: string };
  location: { protocol: string };
}

/** Remembers the zone of this browser for the server, if it does not know it yet. */
export function rememberZone({ document, location }: Place, zone = browserZone()): void {
  const pairs = document.cookie.split(";").map((pair) => pair.trim());
  if (pairs.includes(`${ZONE_COOKIE}=${zone}`)) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${ZONE_COOKIE}=${zone}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
}
