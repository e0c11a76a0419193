"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { useLiveRooms } from "@/components/live/use-live";
import { roomOfPath } from "@/lib/client/paths";
import { type OpenRoom, type Section, sectionsOf } from "@/lib/client/sections";
import type { Room, RoomId } from "@/lib/events";

/** My rooms in the order of the list, and which of them is open. */
export function useSections(): { sections: Section[]; open: RoomId | null } {
  const rooms = useLiveRooms();
  const open = roomOfPath(usePathname());
  return { sections: sectionsOf(rooms, useKept(rooms, open)), open };
}

/** The open room as it was when it was opened. */
function useKept(rooms: Room[], open: RoomId | null): OpenRoom | null {
  const isUnread = ({ id, unread }: Room) => id === open && unread > 0;
  const now = () => (open === null ? null : { id: open, wasUnread: rooms.some(isUnread) });
  const [kept, setKept] = useState(now);
  if ((kept?.id ?? null) !== open) setKept(now());
  return kept;
}
