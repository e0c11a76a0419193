"use client";

import { useMemo, useSyncExternalStore } from "react";
import { useValue } from "@/components/ui/use-value";
import { byUnread } from "@/lib/client/room-list";
import type { Room, RoomId, UserId } from "@/lib/events";
import { useChat } from "./live-provider";

/** My rooms as they are now: unread first, then the newest. */
export function useLiveRooms(): Room[] {
  const rooms = useValue(useChat().rooms.state);
  return useMemo(() => [...rooms].sort(byUnread), [rooms]);
}

/** Is this person here? `fallback`: what the server knew when it rendered the page. */
export function useOnline(userId: UserId, fallback: boolean): boolean {
  return useValue(useChat().people.state)[userId]?.online ?? fallback;
}

/** Have I blocked the other of this direct room? */
export function useBlocked(room: Room): boolean {
  const { rooms } = useChat();
  const isBlocked = () => (rooms.find(room.id) ?? room).blocked === true;
  return useSyncExternalStore(rooms.state.subscribe, isBlocked, isBlocked);
}

/** Has the other of this direct room deleted their account? */
export function useParted(room: Room): boolean {
  const { people } = useChat();
  const isParted = () =>
    room.kind === "direct" &&
    (room.members ?? []).some(({ id, deleted }) => people.state.get()[id]?.deleted ?? deleted);
  return useSyncExternalStore(people.state.subscribe, isParted, isParted);
}

/** Are we? True until we know better, so that nothing flickers while the page becomes live. */
export const useConnected = (): boolean => useValue(useChat().connection.state) !== "offline";

/** What is typed but not sent, by room. */
export const useDrafts = (): ReadonlyMap<RoomId, string> => useValue(useChat().drafts.state);
