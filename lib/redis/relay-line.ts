import type { ChainableCommander, Redis } from "ioredis";
import { log, warnSometimes } from "../log";
import { metrics } from "../metrics";
import { commands, subscriber, whenReady } from "./client";
import { channels } from "./keys";
import type { BanterEvent, RelayEvent } from "./relay-events";

export type Channel = "family" | "common" | "room";

/** The connection that listens, for a relay: `subscribe` is done at each connect, and what it awaits is all of it. */
export function createLine(subscribe: (redis: Redis) => Promise<unknown>) {
  let live = false;

  function open(redis: Redis, listener: (event: RelayEvent) => void): void {
    redis.on("close", () => {
      if (live) listener({ type: "cut" });
      live = false;
    });
    async function listen(): Promise<void> {
      const { stream } = redis;
      await subscribe(redis);
      const isCut = () => redis.stream !== stream; // then another one has begun
      if (isCut()) return;
      live = true;
      await whenReady(); // who hears it will want to read
      if (!isCut()) listener({ type: "live" });
    }
    const begin = () => void listen().catch((error: Error) => fail(redis, error));
    redis.on("ready", begin);
    if (redis.status === "ready") begin();
  }

  return {
    open,
    isLive: () => live,
    hearAll: async () => {
      await subscriber().ping(); // on one connection the answer comes after what was published
    },
    /** A fault in reading or handling one event is logged; the next one is heard. */
    hear(channel: Channel, handle: () => void): void {
      metrics().relayHeard.inc({ channel });
      try {
        handle();
      } catch (error) {
        log.error({ err: error, channel }, "an event of the relay could not be handled");
      }
    },
  };
}

export type Line = ReturnType<typeof createLine>;

/** What could not subscribe is connected anew: else it would stay, and be deaf. */
export function fail(redis: Redis, error: Error): void {
  warnSometimes("cannot subscribe", { reason: error.message });
  if (redis.status === "ready") redis.disconnect(true);
}

/** Tells every instance, over the channel of ours that all hear. PUBLISH */
export async function publishOwn(event: BanterEvent): Promise<void> {
  await commands().publish(channels.banter, JSON.stringify(event));
}

/** The same as a part of a transaction. */
export const publishOwnIn = (transaction: ChainableCommander, event: BanterEvent): ChainableCommander =>
  transaction.publish(channels.banter, JSON.stringify(event));
