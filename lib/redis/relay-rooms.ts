import type { Redis } from "ioredis";
import type { RoomId } from "../events";
import { commands, subscriber } from "./client";
import { channels } from "./keys";
import { type Envelope, parseEnvelope } from "./members";
import type { Relay } from "./relay";
import { createBridge, toldToRoom } from "./relay-bridge";
import { type BanterEvent, parseOwn, type RelayEvent } from "./relay-events";
import { createLine, fail, publishOwn, publishOwnIn } from "./relay-line";
import { createSubscriptions } from "./relay-subscriptions";

/**
 * A channel for each room, heard by the instances on which somebody listens to it; one of ours for all else. The
 * family is told as ever; what siblings say comes over the bridge.
 */
export function createRoomsRelay(): Relay {
  const followed = new Set<RoomId>();
  const rooms = createSubscriptions();
  const line = createLine(async (redis) => {
    await redis.subscribe(channels.banter);
    await rooms.begin(redis);
    await rooms.subscribeAll(redis, followed);
  });
  const bridge = createBridge(line);
  let tell: (event: RelayEvent) => void = () => undefined;

  async function confirm(redis: Redis, roomId: RoomId): Promise<void> {
    const { stream } = redis;
    try {
      await rooms.subscribe(redis, roomId);
      if (followed.has(roomId)) tell({ type: "followed", roomId });
    } catch (error) {
      if (redis.stream === stream) fail(redis, error as Error); // else the next connection has it with all others
    }
  }

  return {
    publish: async (event) => {
      if (event.type === "typing") await commands().tellRoom(channels.room(event.roomId), JSON.stringify(event));
      else await publishOwn(event);
    },
    publishIn: publishOwnIn,
    publishPresence: async (data) => {
      const type = data.online ? "user.connected" : "user.disconnected";
      const family = `${toldToRoom()}"type":"${type}","data":${JSON.stringify(data)}}`;
      await Promise.all([
        commands().publish(channels.messages, family),
        publishOwn({ type: "presence", userId: data.id }),
      ]);
    },
    announcement: (roomId) => ({ envelope: `${toldToRoom()}"type":"message",`, channel: channels.room(roomId) }),
    subscribe: (listener) => {
      const redis = subscriber();
      tell = listener;
      redis.on("message", (channel: string, raw: string) => {
        if (channel === channels.banter) line.hear("common", () => pass(parseOwn(raw)));
      });
      rooms.listen(redis, (raw) => line.hear("room", () => pass(parseOfRoom(raw))));
      bridge.open(redis);
      line.open(redis, (event) => {
        listener(event);
        if (event.type === "live") void bridge.beat();
      });
    },
    follow: (roomId) => {
      if (followed.has(roomId)) return;
      followed.add(roomId);
      const redis = subscriber();
      if (redis.status === "ready") void confirm(redis, roomId);
    },
    unfollow: (roomId) => {
      const redis = subscriber();
      if (!followed.delete(roomId) || redis.status !== "ready") return;
      rooms.unsubscribe(redis, roomId).catch(() => redis.disconnect(true)); // else nobody knows what is subscribed
    },
    isLive: line.isLive,
    hearAll: line.hearAll,
    leave: bridge.leave,
  };

  function pass(event: Envelope | BanterEvent | null): void {
    if (event) tell(event);
  }
}

/** Over the channel of a room come the envelopes of the family, and who types. */
const parseOfRoom = (raw: string) => (raw.startsWith('{"type":"typing"') ? parseOwn(raw) : parseEnvelope(raw));
