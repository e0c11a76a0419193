import { STATUS } from "../errors";
import type { Page, RoomId, UserId } from "../events";
import { Failed, getPage } from "./api";
import { ANSWER_WITHIN_MS } from "./socket";

/** A page of a room; null where the room is not mine. */
export async function getPageIfMine(roomId: RoomId, where: { limit: number }): Promise<Page | null> {
  return getPage(roomId, where).catch((error) => {
    if (error instanceof Failed && error.status === STATUS.not_found) return null;
    throw error;
  });
}

/** Who the server takes me for; null for nobody. */
export async function whoAmI(): Promise<UserId | null> {
  const response = await fetch("/api/session", { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  if (response.status === STATUS.unauthenticated) return null;
  if (!response.ok) throw new Failed("/api/session", response.status);
  return ((await response.json()) as { id: UserId }).id;
}
