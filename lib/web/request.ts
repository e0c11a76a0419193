import { headers } from "next/headers";
import { Refused } from "../errors";
import { BODY_MAX_BYTES } from "../limits";
import type { HeaderReader } from "../session-cookie";

/** The headers of the request that a page, an action or a route handler answers. */
export async function requestHeaders(): Promise<HeaderReader> {
  const all = await headers();
  return (name) => all.get(name) ?? undefined;
}

/** A JSON body. Throws `invalid`, `too_large`. */
export async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers.get("content-type") ?? "")) {
    throw new Refused("invalid", "The body is JSON, with the header Content-Type: application/json.");
  }
  try {
    const text = await readText(request);
    return text === "" ? {} : JSON.parse(text);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused("invalid", "The body is not JSON.");
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) throw tooLarge();
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) return Buffer.concat(chunks).toString("utf8");
    size += value.byteLength;
    if (size > BODY_MAX_BYTES) throw tooLarge();
    chunks.push(value);
  }
}

const tooLarge = () => new Refused("too_large", `A request has at most ${BODY_MAX_BYTES / 1024} KB.`);
