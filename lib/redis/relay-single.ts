import { serverId } from "../process";
import { commands, subscriber } from "./client";
import { channels } from "./keys";
import { parseEnvelope } from "./members";
import type { Relay } from "./relay";
import { parseOwn } from "./relay-events";
import { createLine, publishOwn, publishOwnIn } from "./relay-line";

/** One channel of the family, one of ours: every instance hears every message. */
export function createSingleRelay(): Relay {
  const line = createLine((redis) => redis.subscribe(channels.messages, channels.banter));
  return {
    publish: publishOwn,
    publishIn: publishOwnIn,
    publishPresence: async (data) => {
      const type = data.online ? "user.connected" : "user.disconnected";
      await commands().publish(channels.messages, JSON.stringify({ serverId: serverId(), type, data }));
    },
    announcement: () => ({ envelope: `{"serverId":"${serverId()}","type":"message",`, channel: "" }),
    subscribe: (listener) => {
      const redis = subscriber();
      redis.on("message", (channel: string, raw: string) => {
        const isFamily = channel === channels.messages;
        line.hear(isFamily ? "family" : "common", () => {
          const event = isFamily ? parseEnvelope(raw) : parseOwn(raw);
          if (event) listener(event);
        });
      });
      line.open(redis, listener);
    },
    follow: () => undefined,
    unfollow: () => undefined,
    isLive: line.isLive,
    hearAll: line.hearAll,
    leave: async () => undefined,
  };
}
