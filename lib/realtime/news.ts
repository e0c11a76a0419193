import type { UserId } from "../events";
import type { RelayEvent } from "../redis/relay";

/**
 * Remembers of whom something was heard that changes who they are here or which rooms are theirs: what was read of them
 * before may not be true any more. Of `most` people; of the others it says so, too.
 */
export function createNews(most = PEOPLE_MAX) {
  const lastOf = new Map<UserId, number>(); // the longest silent first
  let count = 0;
  let ofAll = 0;

  function note(userId: UserId): void {
    lastOf.delete(userId);
    lastOf.set(userId, ++count);
    for (const [silent, last] of lastOf) {
      if (lastOf.size <= most) return;
      lastOf.delete(silent);
      ofAll = last;
    }
  }

  return {
    hear(event: RelayEvent): void {
      const concerned = concernedBy(event);
      if (concerned === "all") ofAll = ++count;
      else for (const userId of concerned) note(userId);
    },
    /** A moment, to be named before the reading begins. */
    now: () => count,
    /** Has anything been heard of this person since? */
    isSince: (moment: number, userId: UserId): boolean => Math.max(ofAll, lastOf.get(userId) ?? 0) > moment,
  };
}

export type News = ReturnType<typeof createNews>;

const PEOPLE_MAX = 10_000; // more than are told of while somebody connects: 1 MB

/** `all`: what was told of anybody may have been missed. */
function concernedBy(event: RelayEvent): UserId[] | "all" {
  switch (event.type) {
    case "joined":
      return event.userIds;
    case "left":
    case "session.ended":
    case "deleted":
      return [event.userId];
    case "show.room":
      return event.roomId.split(":");
    case "cut":
    case "live":
    case "bridged":
      return "all";
    default:
      return [];
  }
}
