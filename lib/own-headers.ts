import type { IncomingMessage } from "node:http";
import { env } from "./env";
import type { HeaderReader } from "./session-cookie";

/** What server.ts tells the pages of a request, in headers that replace whatever a client sent by these names. */
export const PATH_HEADER = "x-banter-path";
const ADDRESS_HEADER = "x-banter-address";

/** The path, so that signing in can lead back, and the address. */
export const ownHeaders = (request: IncomingMessage): Record<string, string> => ({
  [PATH_HEADER]: request.url ?? "/",
  [ADDRESS_HEADER]: remoteAddress(request),
});

/** Where a request comes from, which only the socket or a trusted proxy knows. */
export function remoteAddress(request: IncomingMessage): string {
  const forwarded = env().TRUST_PROXY ? String(request.headers["x-forwarded-for"] ?? "") : "";
  return forwarded.split(",").at(-1)?.trim() || (request.socket.remoteAddress ?? "");
}

export const addressOf = (header: HeaderReader) => header(ADDRESS_HEADER) ?? "";
