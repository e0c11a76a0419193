import type { IncomingHttpHeaders } from "node:http";
import { env } from "./env";
import { SESSION_SECONDS } from "./limits";

/** What of a request decides about its cookie. Header names in lower case. */
export type HeaderReader = (name: string) => string | undefined;

/** Reads the headers of a Node request. */
export const headersOf =
  (headers: IncomingHttpHeaders): HeaderReader =>
  (name) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(", ") : value;
  };

/** Did the request reach us encrypted? Behind a trusted proxy its last hop says so. */
export const isSecure = (header: HeaderReader) => ["https", "wss"].includes(forwardedProto(header) ?? "");

/** Does a trusted proxy say that it was not encrypted? Without one nobody knows. */
export const isPlain = (header: HeaderReader) => ["http", "ws"].includes(forwardedProto(header) ?? "");

/** Some proxies call it by the protocol of the socket. */
function forwardedProto(header: HeaderReader): string | undefined {
  const forwarded = env().TRUST_PROXY ? header("x-forwarded-proto") : undefined;
  return forwarded?.split(",").at(-1)?.trim().toLowerCase();
}

/** With `__Host-` no other host and no unencrypted page can set it; browsers take that name over HTTPS only. */
export const cookieName = (header: HeaderReader) => (isSecure(header) ? "__Host-banter" : "banter");

export const cookieOptions = (header: HeaderReader) =>
  ({ httpOnly: true, sameSite: "lax", secure: isSecure(header), path: "/", maxAge: SESSION_SECONDS }) as const;

/** The sealed session out of a Cookie header. */
export function sealedFrom(header: HeaderReader): string | undefined {
  const name = `${cookieName(header)}=`;
  const pair = header("cookie")
    ?.split(";")
    .find((part) => part.trim().startsWith(name));
  return pair && decodeURIComponentSafely(pair.trim().slice(name.length));
}

function decodeURIComponentSafely(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
