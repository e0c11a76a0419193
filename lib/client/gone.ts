import type { UserId } from "../events";

/** Names the account that was deleted in this browser a moment ago, for the page that comes after. */
export const GONE_COOKIE = "gone";
export const GONE_SECONDS = 300;

interface Place {
  document: { cookie: string };
  storage: Pick<Storage, "key" | "length" | "removeItem">;
}

/** Takes drafts and unsent messages of a deleted account out of this browser. */
export function forgetGone({ document, storage }: Place): void {
  const id = goneIn(document.cookie);
  if (id === null) return;
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const key of keys) if (/^banter:[a-z]+:/.test(key) && key.split(":")[2] === id) storage.removeItem(key);
  document.cookie = `${GONE_COOKIE}=; Path=/; Max-Age=0`;
}

const goneIn = (cookie: string): UserId | null => new RegExp(`(?:^|; )${GONE_COOKIE}=(\\d+)`).exec(cookie)?.[1] ?? null;
