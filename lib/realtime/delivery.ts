import type { LiveMessage, RoomId } from "../events";
import { metrics } from "../metrics";
import { type Audience, roomName } from "./audience";

/**
 * Delivers messages: what came for a room in one tick goes out in one event, in the order of the channel. While
 * somebody is being let into a room its messages wait, so that the newcomer hears all that was said after; while it is
 * not known who may hear what, all wait. `isCurrent`: is it known now? When it is again, `flushAll` is to be called.
 */
export function createDelivery(audience: Pick<Audience, "tell">, isCurrent: () => boolean) {
  const waiting = new Map<RoomId, LiveMessage[]>();
  const holds = new Map<RoomId, number>();
  let holdsOfAll = 0;

  function flush(roomId: RoomId): void {
    const messages = waiting.get(roomId);
    if (!messages || holdsOfAll > 0 || holds.has(roomId) || !isCurrent()) return;
    waiting.delete(roomId);
    metrics().deliverLag.observe(Math.max(0, Date.now() / 1000 - Number(messages.at(-1)?.cursor)));
    audience.tell(roomName(roomId), "messages", [messages]);
  }

  function release(roomId: RoomId): void {
    const left = (holds.get(roomId) ?? 1) - 1;
    if (left > 0) {
      holds.set(roomId, left);
      return;
    }
    holds.delete(roomId);
    flush(roomId);
  }

  function releaseAll(): void {
    holdsOfAll--;
    flushAll();
  }

  function flushAll(): void {
    for (const roomId of [...waiting.keys()]) flush(roomId);
  }

  return {
    deliver(message: LiveMessage): void {
      const gathered = waiting.get(message.roomId);
      if (gathered) {
        gathered.push(message);
        return;
      }
      waiting.set(message.roomId, [message]);
      setImmediate(flush, message.roomId);
    },

    /** Keeps the messages of a room back until `until` is settled. */
    hold(roomId: RoomId, until: Promise<unknown>): void {
      holds.set(roomId, (holds.get(roomId) ?? 0) + 1);
      until.then(
        () => release(roomId),
        () => release(roomId),
      );
    },

    /** Keeps all messages back until `until` is settled. */
    holdAll(until: Promise<unknown>): void {
      holdsOfAll++;
      until.then(releaseAll, releaseAll);
    },

    flushAll,

    /** Do messages of some rooms wait, and those of others not? */
    isHolding: () => holdsOfAll > 0 || holds.size > 0,
  };
}

export type Delivery = ReturnType<typeof createDelivery>;
