import type { Cursor, RoomId, UserId } from "../events";
import { warnSometimes } from "../log";
import { oncePerProcess, serverId } from "../process";
import { commands, subscriber, whenReady } from "./client";
import { channels } from "./keys";
import { type Envelope, parseEnvelope } from "./members";

/** What only our own instances tell one another; no sibling forwards it to strangers. */
export type BanterEvent =
  | { type: "typing"; roomId: RoomId; userId: UserId }
  | { type: "read"; roomId: RoomId; userId: UserId; cursor: Cursor; origin: string }
  | { type: "joined"; roomId: RoomId; userIds: UserId[] }
  | { type: "left"; roomId: RoomId; userId: UserId }
  | { type: "session.ended"; userId: UserId; sessionId: string | null };

/** `live`: from here on nothing is missed. It comes again after each reconnect, and then something was missed. */
export type RelayEvent = Envelope | BanterEvent | { type: "live" };

export interface Relay {
  /** Tells every instance, this one too. PUBLISH */
  publish(event: BanterEvent): Promise<void>;
  /** Tells everybody, the siblings too, that a person came or went. PUBLISH */
  publishPresence(user: { id: UserId; username: string; online: boolean }): Promise<void>;
  /** Hears every instance and sibling. SUBSCRIBE */
  subscribe(listener: (event: RelayEvent) => void): void;
  /** Is the subscription up, so that what was heard is all there was? */
  isLive(): boolean;
}

/** The bus between instances: one channel of the family, one of ours. One relay a process. */
export const relay = (): Relay => oncePerProcess("redis.relay", createRelay);

function createRelay(): Relay {
  let live = false;
  return {
    publish: async (event) => {
      await commands().publish(channels.banter, JSON.stringify(event));
    },
    publishPresence: async (data) => {
      const type = data.online ? "user.connected" : "user.disconnected";
      await commands().publish(channels.messages, JSON.stringify({ serverId: serverId(), type, data }));
    },
    isLive: () => live,
    subscribe: (listener) => {
      const redis = subscriber();
      redis.on("message", (channel: string, raw: string) => {
        const event = channel === channels.messages ? parseEnvelope(raw) : parseOwn(raw);
        if (event) listener(event);
      });
      redis.on("close", () => {
        live = false;
      });
      const listen = async () => {
        await redis.subscribe(channels.messages, channels.banter);
        live = true;
        await whenReady(); // who hears it will want to read
        listener({ type: "live" });
      };
      const begin = () =>
        listen().catch((error: Error) => warnSometimes("cannot subscribe", { reason: error.message }));
      redis.on("ready", begin);
      if (redis.status === "ready") begin();
    },
  };
}

function parseOwn(raw: string): BanterEvent | null {
  try {
    return JSON.parse(raw) as BanterEvent;
  } catch {
    return null;
  }
}
