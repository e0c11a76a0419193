import type * as z from "zod/v4/core";
import { check } from "../check";
import { unauthenticated, WrongMethod } from "../errors";
import type { UserId } from "../events";
import { refuseForeign } from "../origin";
import { type HeaderReader, sealedFrom } from "../session-cookie";
import * as sessions from "../sessions";
import { failed } from "../told";
import { readJson } from "./request";

interface Call {
  viewer: sessions.Viewer;
  params: Record<string, string>;
  query: URLSearchParams;
  header: HeaderReader;
  /** The body, in the form of a schema. Throws `invalid`, `too_large`. */
  body: <S extends z.$ZodType>(schema: S) => Promise<z.output<S>>;
}

type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> };
type Handler = (request: Request, context: Context) => Promise<Response>;

/** The one wrapper of route handlers: origin, session, body, and errors in the form of the contract. */
export const route = (handle: (call: Call) => Promise<Response>): Handler =>
  answer(handle, async (header) => ({ viewer: known(await sessions.find(sealedFrom(header))) }));

/** The same, with what `read` finds for the person: it is asked for in one round trip with the session. */
export const routeAnd = <T>(
  read: (userId: UserId) => Promise<T>,
  handle: (call: Call & { found: T }) => Promise<Response>,
): Handler => answer(handle, async (header) => known(await sessions.findAnd(sealedFrom(header), read)));

/** The same for who is not signed in. */
export const openRoute = (handle: (call: Omit<Call, "viewer">) => Promise<Response>): Handler =>
  answer(handle, async () => ({}));

type Method = "DELETE" | "GET" | "PATCH" | "POST" | "PUT";

/** What a path answers to the methods that it does not have. Next would say 405 and nothing else. */
export function otherMethods(...has: Method[]): Record<Method | "OPTIONS", Handler> {
  const allowed = [...has, ...(has.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
  const refuse: Handler = async () => refusal(new WrongMethod(allowed));
  const tell: Handler = async () => new Response(null, { status: 204, headers: { Allow: allowed.join(", ") } });
  return { DELETE: refuse, GET: refuse, PATCH: refuse, POST: refuse, PUT: refuse, OPTIONS: tell };
}

export const json = (data: unknown, status = 200) =>
  Response.json(data, { status, headers: { "Cache-Control": "no-store" } });

/** A file of one JSON value a line, read as it is taken. What fails at its first line is an error; later it breaks off. */
export async function lines(values: AsyncGenerator<object>, name: string): Promise<Response> {
  let next = await values.next();
  const body = new ReadableStream({
    async pull(controller) {
      if (next.done) return controller.close();
      controller.enqueue(new TextEncoder().encode(`${JSON.stringify(next.value)}\n`));
      next = await values.next();
    },
    cancel: () => values.return(undefined).then(() => undefined),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}

export const noContent = () => new Response(null, { status: 204 });

/** An error as the contract has it. */
export function refusal(error: unknown): Response {
  const { status, headers, body } = failed(error);
  return new Response(body, { status, headers });
}

function answer<A>(
  handle: (call: Omit<Call, "viewer"> & A) => Promise<Response>,
  admit: (header: HeaderReader) => Promise<A>,
): Handler {
  return async (request, context) => {
    try {
      const header: HeaderReader = (name) => request.headers.get(name) ?? undefined;
      if (request.method !== "GET" && request.method !== "HEAD") refuseForeign(header);
      return await handle({
        ...(await admit(header)),
        params: await readParams(context),
        query: new URL(request.url).searchParams,
        header,
        body: async (schema) => check(schema, await readJson(request)),
      });
    } catch (error) {
      return refusal(error);
    }
  };
}

function known<T>(found: T | null): T {
  if (!found) throw unauthenticated();
  return found;
}

async function readParams({ params }: Context): Promise<Record<string, string>> {
  const read = await params; // undefined where the path has none
  return Object.fromEntries(Object.entries(read ?? {}).map(([name, value]) => [name, String(value)]));
}
