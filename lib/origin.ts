import { env } from "./env";
import { Refused } from "./errors";
import { log } from "./log";
import { type HeaderReader, isSecure } from "./session-cookie";

/** May a page of this origin speak to us? The list of ALLOWED_ORIGINS, or else the host that was asked. */
export function isAllowedOrigin(origin: string, header: HeaderReader): boolean {
  const list = env().ALLOWED_ORIGINS;
  if (list.length > 0) return list.includes(origin);
  return URL.canParse(origin) && new URL(origin).host === header("host");
}

/** The origin under which the request reached us; undefined where its Host is none. */
export function ownOrigin(header: HeaderReader): URL | undefined {
  const origin = `${isSecure(header) ? "https" : "http"}://${header("host") ?? ""}`;
  return URL.canParse(origin) ? new URL(origin) : undefined;
}

/**
 * A request that changes something comes from our own pages, or from no page at all (a command line). The browser
 * says which in Sec-Fetch-Site, an older one in Origin. Throws `forbidden`.
 */
export function refuseForeign(header: HeaderReader): void {
  const site = header("sec-fetch-site");
  const origin = header("origin");
  if (site === "same-origin") return;
  if (origin === undefined ? site === undefined : isAllowedOrigin(origin, header)) return;
  log.info({ origin: origin?.slice(0, 200), site: site?.slice(0, 20) }, "a request of another website was refused");
  throw new Refused("forbidden", "This request came from another website.");
}
