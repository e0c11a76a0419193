import type { Room, RoomId } from "../events";

interface Step {
  /** The room that one comes from; null outside of all rooms. */
  from: RoomId | null;
  /** Down the list or up. */
  by: 1 | -1;
  unreadOnly?: boolean;
}

/** The room that is next in the list, and after its end the first again. Undefined where there is no other. */
export function nextRoom(listed: readonly Room[], { from, by, unreadOnly = false }: Step): Room | undefined {
  const rooms = by === 1 ? [...listed] : [...listed].reverse();
  const at = rooms.findIndex(({ id }) => id === from);
  const others = [...rooms.slice(at + 1), ...rooms.slice(0, Math.max(at, 0))];
  return others.find(({ unread }) => !unreadOnly || unread > 0);
}
