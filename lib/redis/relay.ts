import type { ChainableCommander } from "ioredis";
import * as z from "zod/mini";
import type { UserId } from "../events";
import { log, warnSometimes } from "../log";
import { oncePerProcess, serverId } from "../process";
import { cursorSchema, roomIdSchema, userIdSchema, uuidSchema } from "../schemas";
import { commands, subscriber, whenReady } from "./client";
import { channels } from "./keys";
import { type Envelope, parseEnvelope, skip } from "./members";

const place = { roomId: roomIdSchema, userId: userIdSchema };
const banterEventSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("typing"), ...place }),
  z.object({ type: z.literal("read"), ...place, cursor: cursorSchema, origin: z.string() }),
  z.object({ type: z.literal("unread"), ...place, cursor: cursorSchema, unread: z.number() }),
  z.object({ type: z.literal("joined"), roomId: roomIdSchema, userIds: z.array(userIdSchema) }),
  z.object({ type: z.literal("left"), ...place }),
  z.object({
    type: z.literal("session.ended"),
    userId: userIdSchema,
    sessionId: z.nullable(uuidSchema),
    quiet: z.optional(z.boolean()),
  }),
  z.object({ type: z.literal("blocked"), userId: userIdSchema, otherId: userIdSchema, blocked: z.boolean() }),
  z.object({ type: z.literal("deleted"), userId: userIdSchema }),
]);

/** What only our own instances tell one another; no sibling forwards it to strangers. */
export type BanterEvent = z.infer<typeof banterEventSchema>;

/**
 * `live`: from here on nothing is missed. It comes again after each reconnect, and then something was missed: all from
 * `cut` on.
 */
export type RelayEvent = Envelope | BanterEvent | { type: "live" | "cut" };

export interface Relay {
  /** The same as a part of a transaction: told if the rest of it is done, and not done without being told. PUBLISH */
  publishIn(transaction: ChainableCommander, event: BanterEvent): ChainableCommander;
  /** Tells every instance, this one too. PUBLISH */
  publish(event: BanterEvent): Promise<void>;
  /** Tells everybody, the siblings too, that a person came or went. PUBLISH */
  publishPresence(user: { id: UserId; username: string; online: boolean }): Promise<void>;
  /** Hears every instance and sibling. SUBSCRIBE */
  subscribe(listener: (event: RelayEvent) => void): void;
  /** Is the subscription up, so that what was heard is all there was? */
  isLive(): boolean;
  /** Resolves when all has been heard that was told before the call. Throws if the subscription does not answer. PING */
  hearAll(): Promise<void>;
}

/** The bus between instances: one channel of the family, one of ours. One relay a process. */
export const relay = (): Relay => oncePerProcess("redis.relay", createRelay);

function createRelay(): Relay {
  let live = false;
  const line = (event: BanterEvent) => [channels.banter, JSON.stringify(event)] as const;
  return {
    publish: async (event) => {
      await commands().publish(...line(event));
    },
    publishIn: (transaction, event) => transaction.publish(...line(event)),
    publishPresence: async (data) => {
      const type = data.online ? "user.connected" : "user.disconnected";
      await commands().publish(channels.messages, JSON.stringify({ serverId: serverId(), type, data }));
    },
    isLive: () => live,
    hearAll: async () => {
      await subscriber().ping(); // on one connection the answer comes after what was published
    },
    subscribe: (listener) => {
      const redis = subscriber();
      redis.on("message", (channel: string, raw: string) => {
        hear(channel, raw, listener);
      });
      redis.on("close", () => {
        if (live) listener({ type: "cut" });
        live = false;
      });
      const listen = async () => {
        await redis.subscribe(channels.messages, channels.banter);
        live = true;
        await whenReady(); // who hears it will want to read
        listener({ type: "live" });
      };
      const begin = () =>
        listen().catch((error: Error) => {
          warnSometimes("cannot subscribe", { reason: error.message });
          if (redis.status === "ready") redis.disconnect(true); // else it would stay, and be deaf
        });
      redis.on("ready", begin);
      if (redis.status === "ready") begin();
    },
  };
}

/** A fault in reading or hearing one event is logged; the next one is heard. */
function hear(channel: string, raw: string, listener: (event: RelayEvent) => void): void {
  try {
    const event = channel === channels.messages ? parseEnvelope(raw) : parseOwn(raw);
    if (event) listener(event);
  } catch (error) {
    log.error({ err: error, channel }, "an event of the relay could not be handled");
  }
}

/** Anybody can publish here too, and another version may say what this one does not know. */
function parseOwn(raw: string): BanterEvent | null {
  try {
    return banterEventSchema.safeParse(JSON.parse(raw)).data ?? skip("own channel");
  } catch {
    return skip("own channel");
  }
}
