import { env } from "./env";
import type { RoomId } from "./events";
import { ROOM_TRIM_AT_ONCE, ROOM_TRIM_EVERY } from "./limits";
import { warnSometimes } from "./log";
import { metrics } from "./metrics";
import { oncePerProcess } from "./process";
import { commands } from "./redis/client";
import { keys } from "./redis/keys";

/**
 * A room has one message more. With `ROOM_MAX_MESSAGES`, every hundredth of them has its oldest taken off, and so has the
 * first since this process began; nobody waits for it. One script, and one for each further 1,000 that are too many
 */
export function grew(roomId: RoomId): void {
  const max = env().ROOM_MAX_MESSAGES;
  if (max === undefined) return;
  const left = (untilTrim().get(roomId) ?? 1) - 1;
  untilTrim().set(roomId, left > 0 ? left : ROOM_TRIM_EVERY);
  if (left > 0) return;
  trim(roomId, max).catch((error: Error) => warnSometimes("a room could not be trimmed", { reason: error.message }));
}

/** Takes off all but the newest `max` messages of a room. One script for each 1,000 that are too many */
export async function trim(roomId: RoomId, max: number): Promise<void> {
  for (let tooMany = 1; tooMany > 0; ) {
    const [taken, left] = await commands().trimRoom(keys.room(roomId), max, ROOM_TRIM_AT_ONCE);
    metrics().trimmed.inc(taken);
    tooMany = left;
  }
}

/** How many messages of each room are still to come before it is trimmed. */
const untilTrim = () => oncePerProcess("retention", () => new Map<RoomId, number>());
