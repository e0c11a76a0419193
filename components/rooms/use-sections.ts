"use client";

import { usePathname } from "next/navigation";
import { useState } from "react";
import { useLiveRooms } from "@/components/live/use-live";
import { roomOfPath } from "@/lib/client/paths";
import { type Section, sectionsOf } from "@/lib/client/sections";
import type { Room, RoomId } from "@/lib/events";

/** My rooms in the order of the list, and which of them is open. */
export function useSections(): { sections: Section[]; open: RoomId | null } {
  const rooms = useLiveRooms();
  const open = roomOfPath(usePathname());
  return { sections: sectionsOf(rooms, useHeld(rooms, open)), open };
}

/** The room that was unread when it was opened keeps its place until it is left: nothing moves under the pointer. */
function useHeld(rooms: Room[], open: RoomId | null): RoomId | null {
  const unread = () => (rooms.some((room) => room.id === open && room.unread > 0) ? open : null);
  const [seen, setSeen] = useState(open);
  const [held, setHeld] = useState(unread);
  if (seen !== open) {
    setSeen(open);
    setHeld(unread());
  }
  return held;
}
