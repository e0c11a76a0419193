import type { Redis } from "ioredis";
import type { RoomId } from "../events";
import { channels, idIn } from "./keys";

const AT_ONCE = 500;

/**
 * The subscriptions to the channels of rooms: sharded where Redis can (7.0), so that in a cluster only one node has
 * to do with a room; plain elsewhere. Each connection finds out anew.
 */
export function createSubscriptions() {
  let sharded = true;

  const subscribe = (redis: Redis, roomId: RoomId) =>
    sharded ? redis.ssubscribe(channels.room(roomId)) : redis.subscribe(channels.room(roomId));

  return {
    subscribe,

    /** Begins on a new connection. SSUBSCRIBE */
    async begin(redis: Redis): Promise<void> {
      sharded = true;
      try {
        // It stays: ioredis takes a connection that leaves its last sharded channel for one that listens to nothing.
        await redis.ssubscribe(channels.kept);
      } catch (error) {
        if (!/unknown command|NOPERM/i.test((error as Error).message)) throw error;
        sharded = false;
      }
    },

    async subscribeAll(redis: Redis, roomIds: Iterable<RoomId>): Promise<void> {
      const all = [...roomIds];
      for (let from = 0; from < all.length; from += AT_ONCE) {
        await Promise.all(all.slice(from, from + AT_ONCE).map((roomId) => subscribe(redis, roomId)));
      }
    },

    unsubscribe: (redis: Redis, roomId: RoomId) =>
      sharded ? redis.sunsubscribe(channels.room(roomId)) : redis.unsubscribe(channels.room(roomId)),

    /** Calls `hear` with what comes over the channel of a room. */
    listen(redis: Redis, hear: (raw: string) => void): void {
      for (const event of ["message", "smessage"]) {
        redis.on(event, (channel: string, raw: string) => {
          if (idIn(channels.room, channel) !== null) hear(raw);
        });
      }
    },
  };
}
