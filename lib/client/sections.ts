import type { Room, RoomId } from "../events";

export interface Section {
  title: "Unread" | "Direct messages" | "Rooms";
  rooms: Room[];
}

/** The room on the screen, and if there was something to read when it was opened. */
export interface OpenRoom {
  id: RoomId;
  wasUnread: boolean;
}

/**
 * The list in its sections. Unread first, direct before rooms, the newest on top. The open room stays where it was when
 * it was opened, read or not: nothing moves under the pointer.
 */
export function sectionsOf(rooms: readonly Room[], open: OpenRoom | null): Section[] {
  const isUnread = (room: Room) => (room.id === open?.id ? open.wasUnread : room.unread > 0);
  const rest = rooms.filter((room) => !isUnread(room));
  const sections: Section[] = [
    { title: "Unread", rooms: rooms.filter(isUnread).sort((a, b) => kind(a) - kind(b) || byTime(a, b)) },
    { title: "Direct messages", rooms: rest.filter(({ kind }) => kind === "direct").sort(byTime) },
    { title: "Rooms", rooms: rest.filter(({ kind }) => kind !== "direct").sort(byName) },
  ];
  return sections.filter((section) => section.rooms.length > 0);
}

export const unreadIn = (rooms: readonly Room[], except: RoomId | null): number =>
  rooms.reduce((sum, room) => sum + (room.id === except ? 0 : room.unread), 0);

/** "99+" at most. */
export const countText = (count: number): string => (count > 99 ? "99+" : String(count));

const kind = (room: Room) => (room.kind === "direct" ? 0 : 1);
const byTime = (a: Room, b: Room) =>
  Number(b.lastMessage?.cursor ?? 0) - Number(a.lastMessage?.cursor ?? 0) || byName(a, b);
const byName = (a: Room, b: Room) => a.name.localeCompare(b.name, "en");
