import type { RoomId, UserId } from "../../lib/events";
import type { Recorder } from "./history";

interface Said {
  id: string;
  roomId: RoomId;
}

interface Whose {
  by: UserId;
  ear: string;
  asked?: number;
}

/** Notes every message that is anywhere in what has come, event or answer. */
export function noteHeard(recorder: Recorder, whose: Whose, payload: unknown): void {
  const byRoom = new Map<RoomId, string[]>();
  for (const { id, roomId } of messagesIn(payload)) byRoom.set(roomId, [...(byRoom.get(roomId) ?? []), id]);
  for (const [roomId, ids] of byRoom) recorder.note({ type: "heard", ...whose, roomId, ids });
}

function messagesIn(value: unknown): Said[] {
  if (typeof value !== "object" || value === null) return [];
  if ("cursor" in value && "message" in value && "id" in value && "roomId" in value) return [value as Said];
  return Object.values(value).flatMap(messagesIn);
}
