/**
 * One of a kind per process. Next bundles `lib/` apart from server.ts, so a module exists twice in one process;
 * what must exist once (connections, the relay, the hash pool) is kept on globalThis.
 */
const shared = Symbol.for("banter.process");

export function oncePerProcess<T>(name: string, create: () => T): T {
  const holder = globalThis as { [shared]?: Map<string, unknown> };
  holder[shared] ??= new Map();
  if (!holder[shared].has(name)) holder[shared].set(name, create());
  return holder[shared].get(name) as T;
}

/** Tells the process that renders pages which instance it belongs to. */
export const INSTANCE_VARIABLE = "BANTER_INSTANCE";

/** Is this the process that renders pages, and not the one that server.ts is? */
export const isRenderer = () => process.env[INSTANCE_VARIABLE] !== undefined;

/** The identity of this instance among all of them: a UUID, new at each start. */
export const serverId = () => oncePerProcess("serverId", () => process.env[INSTANCE_VARIABLE] ?? crypto.randomUUID());
