import type { Redis } from "ioredis";
import { BRIDGE_BEAT_MS, BRIDGE_LEASE_MS } from "../limits";
import { warnSometimes } from "../log";
import { metrics } from "../metrics";
import { serverId } from "../process";
import { commands } from "./client";
import { channels, keys } from "./keys";
import { parseEnvelope } from "./members";
import { type Line, publishOwn } from "./relay-line";

/** How an envelope begins that has been told to our own instances in another way: the bridge leaves it alone. */
export const toldToRoom = () => `{"serverId":"${serverId()}"${TOLD}`;

const TOLD = ',"told":true,';
const AFTER_SERVER_ID = '{"serverId":""'.length + 36; // a UUID

/**
 * One instance at a time listens to the channel of the family, and passes on what siblings say: into the channel of
 * the room, or that of all. When another takes over, all are told that something may have reached nobody.
 */
export function createBridge(line: Pick<Line, "isLive" | "hear">) {
  let redis: Redis | null = null;
  let listening = false;
  let owed = false; // all are still to be told that something may have been missed
  let beating: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();

  function open(subscriber: Redis): void {
    redis = subscriber;
    redis.on("message", (channel: string, raw: string) => {
      if (channel === channels.messages) line.hear("family", () => pass(raw));
    });
    redis.on("close", () => {
      listening = false;
    });
    beating = setInterval(beat, BRIDGE_BEAT_MS).unref();
  }

  function beat(): Promise<void> {
    turn = turn.then(hold).catch((error: Error) => {
      warnSometimes("the bridge to the other servers could not be held", { reason: error.message });
    });
    return turn;
  }

  /** Who does not hear does not hold it: another one may hear. */
  async function hold(): Promise<void> {
    if (!redis || !line.isLive()) return;
    const held = await commands().holdLease(keys.bridge, serverId(), BRIDGE_LEASE_MS);
    if (held && !listening) await listen(redis);
    if (!held && listening) await deafen(redis);
    if (listening && owed) await settle();
  }

  async function listen(subscriber: Redis): Promise<void> {
    const { stream } = subscriber;
    await subscriber.subscribe(channels.messages);
    listening = subscriber.stream === stream;
    owed = true;
  }

  async function deafen(subscriber: Redis): Promise<void> {
    listening = false;
    await subscriber.unsubscribe(channels.messages);
  }

  async function settle(): Promise<void> {
    await publishOwn({ type: "bridged" });
    owed = false;
  }

  function pass(raw: string): void {
    if (raw.startsWith(TOLD, AFTER_SERVER_ID)) return;
    const passing = passOn(raw);
    if (!passing) return;
    metrics().relayBridged.inc();
    passing.catch(() => {
      owed = true; // the next beat makes up for it
    });
  }

  return {
    open,
    /** Now, not at the next beat. */
    beat,
    leave: async () => {
      clearInterval(beating);
      await turn;
      redis = null;
      await commands().leaveLease(keys.bridge, serverId());
    },
  };
}

/** An instance on the other relay tells its messages here alone: they are passed on as they are. */
function passOn(raw: string): Promise<unknown> | null {
  const event = parseEnvelope(raw);
  switch (event?.type) {
    case "message":
      return commands().tellRoom(channels.room(event.message.roomId), raw);
    case "doorbell":
      return commands().tellRoom(channels.room(event.roomId), doorbell(event));
    case "presence":
      return event.userId ? publishOwn({ type: "presence", userId: event.userId }) : null;
    case "show.room":
      return publishOwn(event);
    default:
      return null;
  }
}

const doorbell = ({ roomId, date }: { roomId: string; date: number | null }) =>
  JSON.stringify({ type: "message", data: { roomId, date } });
