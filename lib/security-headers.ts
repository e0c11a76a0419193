import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { HSTS_SECONDS } from "./limits";
import { type HeaderReader, headersOf, isPlain, isSecure } from "./session-cookie";

/** Where a page finds the nonce that its own scripts must carry. */
export const NONCE_HEADER = "x-banter-nonce";

/**
 * What a browser is told with every answer, whoever gives it: pages, files, the API, streams, refusals. The policy goes
 * on the request as well, where Next looks for the nonce of its scripts.
 */
export function protect(request: IncomingMessage, response: ServerResponse, dev: boolean): void {
  const header = headersOf(request.headers);
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, header("host"), dev);
  request.headers["content-security-policy"] = policy;
  delete request.headers["content-security-policy-report-only"];
  request.headers[NONCE_HEADER] = nonce;
  response.setHeader("Content-Security-Policy", policy);
  for (const [name, value] of STEADY) response.setHeader(name, value);
  if (isSecure(header)) response.setHeader("Strict-Transport-Security", `max-age=${HSTS_SECONDS}`);
}

/**
 * Where a request belongs that came unencrypted to a proxy which says so; null where it may stay. Who asks for the health
 * of the process asks it, not its address.
 */
export function encryptedAddress(request: IncomingMessage): string | null {
  const header = headersOf(request.headers);
  const [host, path] = [header("host") ?? "", request.url ?? "/"];
  const isHealth = /^\/(healthz|readyz)(\?|$)/.test(path);
  return isPlain(header) && HOST.test(host) && path.startsWith("/") && !isHealth ? `https://${host}${path}` : null;
}

export const nonceOf = (header: HeaderReader): string | undefined => header(NONCE_HEADER);

const STEADY = new Map([
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=()"],
]);

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i; // what else a client calls its host could say more than that

/** `dev`: the tools of Next evaluate code, and write styles into the page. */
export function contentSecurityPolicy(nonce: string, host: string | undefined, dev: boolean): string {
  const own = host && HOST.test(host) ? ` ws://${host} wss://${host}` : ""; // older browsers do not count them as 'self'
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self'${own}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
