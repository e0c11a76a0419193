/** Deliberate faults of our own, one for each promise at least, that the checker has to find. */
import type { Promised } from "./check";
import type { FaultName } from "./faults";
import type { RelayKind } from "./options";
import type { Replacement } from "./replacing";

export interface Mutation {
  name: string;
  /** Which promises it breaks: one of them has to be found broken. */
  breaks: Promised[];
  /** What it takes to see it. */
  faults: FaultName[];
  /** If it is of one relay. */
  relay?: RelayKind;
  replacements: Replacement[];
  seconds?: number;
  /** How long to wait until everything is seen, if not as long as usual. */
  patienceSeconds?: number;
}

const piece = (file: string, find: string, replace: string): Replacement => ({ file, find, replace });

/** It would find later what is to be missed. */
const WITHOUT_SWEEP = piece("lib/realtime/realtime.ts", "tails.sweep().catch(", "Promise.resolve().catch(");

export const MUTATIONS: Mutation[] = [
  {
    name: "a repeated id is stored again",
    breaks: ["nothing is stored twice"],
    faults: ["tab without answers"],
    replacements: [
      piece(
        "lib/redis/scripts/append.lua",
        'return { "known", redis.call("ZSCORE", KEYS[1], seen[i]), seen[i] }',
        "break",
      ),
    ],
  },
  {
    name: "acknowledged although storing failed",
    breaks: ["what was acknowledged is stored"],
    faults: ["redis killed", "redis frozen"],
    replacements: [
      piece(
        "lib/realtime/handlers.ts",
        "await messages.appendAs(await membership(asker, roomId), outgoing);",
        `await messages.appendAs(await membership(asker, roomId), outgoing).catch(() => ({
           message: { ...outgoing, roomId, from: asker.viewer.id, date: 1, cursor: String(Date.now() / 1000) },
         }));`,
      ),
    ],
  },
  {
    name: "the clock of the instance decides",
    breaks: ["scores are times of Redis", "what is written later stands later"],
    faults: ["instance with a wrong clock"],
    replacements: [
      piece("lib/messages.ts", "      DEDUPE_NEWEST,\n", "      Date.now(),\n"),
      piece(
        "lib/redis/scripts/append.lua",
        "local now = tonumber(time[1]) + tonumber(time[2]) / 1e6",
        "local now = tonumber(ARGV[5]) / 1000",
      ),
    ],
  },
  {
    name: "everybody hears every room",
    breaks: ["outsiders and removed members get nothing"],
    faults: [],
    replacements: [
      piece(
        "lib/realtime/delivery.ts",
        'audience.tell(roomName(roomId), "messages", [messages]);',
        'audience.tellAll("messages", [messages]); void roomName;',
      ),
    ],
  },
  {
    name: "who is removed stays in the room",
    breaks: ["outsiders and removed members get nothing"],
    faults: [],
    seconds: 20,
    replacements: [piece("lib/realtime/hearing.ts", "    audience.leave(userId, roomId);\n", "")],
  },
  {
    name: "an ended session is not heard of",
    breaks: ["ended sessions hear nothing"],
    faults: [],
    replacements: [
      piece(
        "lib/realtime/hearing.ts",
        "event.sessionId === null ? userName(event.userId) : sessionName(event.userId, event.sessionId),",
        '"nobody",',
      ),
    ],
  },
  {
    name: "nothing is caught up on after the channel was cut",
    breaks: ["streams miss nothing", "every view is what Redis holds"],
    faults: ["connections reset"],
    seconds: 30, // one of three instances at a time, and the stream is on one
    replacements: [
      piece("lib/realtime/hearing.ts", '"reconnect" });\n    tails.ringAll();\n', '"reconnect" });\n'),
      WITHOUT_SWEEP,
    ],
  },
  {
    name: "rooms are not followed again after the channel was cut",
    breaks: ["streams miss nothing", "every view is what Redis holds"],
    faults: ["connections reset"],
    seconds: 30, // one of three instances at a time, and the stream is on one
    relay: "rooms",
    replacements: [
      piece("lib/redis/relay-rooms.ts", "    await rooms.subscribeAll(redis, followed);\n", ""),
      WITHOUT_SWEEP,
    ],
  },
  {
    name: "nobody passes on what siblings say",
    breaks: ["streams miss nothing", "every view is what Redis holds"],
    faults: ["late siblings"],
    relay: "rooms",
    replacements: [
      piece("lib/redis/relay-bridge.ts", "if (held && !listening) await listen(redis);", ""),
      WITHOUT_SWEEP,
    ],
  },
  {
    name: "what a sibling rings with is believed",
    breaks: ["what was shown as stored is stored"],
    faults: ["poison", "late siblings"],
    replacements: [
      piece(
        "lib/redis/members.ts",
        '  return { type: "doorbell", roomId, date: Number.isFinite(date) ? date : null };',
        `  const told = readMember(data, roomId, JSON.stringify(data), String(date));
         return told
           ? { type: "message", message: { ...told, prev: null } }
           : { type: "doorbell", roomId, date: Number.isFinite(date) ? date : null };`,
      ),
    ],
  },
  {
    name: "nobody takes the people of a dead instance off",
    breaks: ["online is who has a tab"],
    faults: ["guest gone with an instance"],
    patienceSeconds: 50,
    replacements: [
      piece(
        "lib/redis/scripts/presence.lua",
        'ipairs(redis.call("ZRANGEBYSCORE", KEYS[2], "-inf", now))',
        "ipairs({})",
      ),
    ],
  },
  {
    name: "a sync leaves one message out",
    breaks: ["every view is what Redis holds"],
    faults: ["tabs offline", "instance killed"],
    replacements: [
      piece(
        "lib/messages.ts",
        "if (!more && !lost) return { messages: [...behind, ...messages], reset: false };",
        "if (!more && !lost) return { messages: [...behind, ...messages.slice(1)], reset: false };",
      ),
    ],
  },
  {
    name: "memory is kept",
    breaks: ["memory and descriptors are back"],
    faults: [],
    seconds: 20,
    replacements: [
      piece(
        "lib/realtime/delivery.ts",
        "      waiting.set(message.roomId, [message]);\n",
        `      waiting.set(message.roomId, [message]);
         Object.assign(globalThis, { kept: [(globalThis as { kept?: unknown }).kept, Buffer.alloc(2 ** 21, 1)] });\n`,
      ),
    ],
  },
  {
    name: "a client tries again with a new id",
    breaks: ["each message is stored as it was written, by its author"],
    faults: ["redis frozen", "redis killed"],
    seconds: 20,
    replacements: [
      piece(
        "lib/client/outbox.ts",
        "await this.parts.send(pending)",
        "await this.parts.send(Date.now() - pending.at > 1_500 ? { ...pending, id: crypto.randomUUID() } : pending)",
      ),
    ],
  },
  {
    name: "a client puts messages where they arrive",
    breaks: ["no screen ever showed a message twice, or out of order"],
    faults: ["late siblings"],
    replacements: [piece("lib/client/timeline.ts", "[...held.values()].sort(byCursor)", "[...held.values()]")],
  },
  {
    name: "a client shows its own message twice for a moment",
    breaks: ["no screen ever showed a message twice, or out of order"],
    faults: [],
    replacements: [piece("lib/client/entries.ts", "pending.filter(({ id }) => !stored.has(id))", "pending")],
  },
  {
    name: "a client does not ask for what it missed",
    breaks: ["every view is what Redis holds"],
    faults: ["tabs offline"],
    replacements: [
      piece("lib/client/chat.ts", "      void this.#catchUp.all();\n", ""),
      piece("lib/client/chat.ts", "void this.#catchUp.hole(open)", "void open"),
    ],
  },
  {
    name: "a client forgets its outbox when it is reloaded",
    breaks: ["nothing typed is lost"],
    faults: ["tab crashed"],
    replacements: [piece("lib/client/outbox.ts", "const kept = this.#store.all();", "const kept: Pending[] = [];")],
  },
  {
    name: "a client does not keep drafts",
    breaks: ["drafts are kept"],
    faults: [],
    replacements: [
      piece(
        "lib/client/drafts.ts",
        "if (!isEmpty) this.storage.setItem(this.keyOf(roomId), text);",
        "if (!isEmpty) void text;",
      ),
    ],
  },
];
