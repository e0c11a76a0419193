import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { env } from "../env";
import { serverId } from "../process";
import { commands, whenReady } from "./client";
import { channels } from "./keys";
import { skipped } from "./members";
import { type BanterEvent, type RelayEvent, relay } from "./relay";

const isByRooms = env().RELAY === "rooms"; // relay-on-rooms.test.ts has all of this done on that relay, too
const heard: RelayEvent[] = [];
const said: RelayEvent[] = []; // what one relay alone says
const count = (type: RelayEvent["type"]) => heard.filter((event) => event.type === type).length;
const publish = (channel: string, raw: unknown) =>
  commands().publish(channel, typeof raw === "string" ? raw : JSON.stringify(raw));

beforeAll(async () => {
  await whenReady();
  for (const roomId of ["0", "7", "5:6"]) relay().follow(roomId);
  relay().subscribe((event) => (/followed|bridged/.test(event.type) ? said : heard).push(event));
  await vi.waitUntil(() => relay().isLive());
  if (isByRooms) await vi.waitUntil(() => said.some(({ type }) => type === "bridged"));
});

beforeEach(async () => {
  await vi.waitUntil(() => relay().isLive());
  heard.length = 0;
});

test("what is published is heard here, too, in its order", async () => {
  const events: BanterEvent[] = [
    { type: "typing", roomId: "0", userId: "5" },
    { type: "read", roomId: "0", userId: "5", cursor: "17.5", origin: "socket" },
    { type: "joined", roomId: "7", userIds: ["5", "6"] },
    { type: "left", roomId: "7", userId: "5" },
    { type: "session.ended", userId: "5", sessionId: null },
    { type: "session.ended", userId: "5", sessionId: randomUUID() },
  ];
  for (const event of events) await relay().publish(event);
  await expect.poll(() => heard).toEqual(events);
});

test("who came and went is told in the family's words", async () => {
  const listener = commands().duplicate({ enableOfflineQueue: true, commandTimeout: undefined });
  const raw = new Promise((resolve) => listener.on("message", (_channel, message) => resolve(message)));
  await listener.subscribe(channels.messages);
  await relay().publishPresence({ id: "5", username: "Mary", online: true });
  const data = { id: "5", username: "Mary", online: true };
  const told = isByRooms && { told: true };
  expect(await raw).toBe(JSON.stringify({ serverId: serverId(), ...told, type: "user.connected", data }));
  await relay().publishPresence({ id: "5", username: "Mary", online: false });
  await expect
    .poll(() => heard)
    .toEqual([
      { type: "presence", userId: "5" },
      { type: "presence", userId: "5" },
    ]);
  listener.disconnect();
});

test("a sibling's message is a doorbell, and what nobody understands is nothing", async () => {
  await publish(channels.messages, "not JSON");
  await publish(channels.messages, { type: "connect", data: {} });
  await publish(channels.messages, { type: "message", data: { roomId: "5:6", message: "hi", from: 5, date: 17 } });
  await expect.poll(() => heard).toEqual([{ type: "doorbell", roomId: "5:6", date: 17 }]);
});

describe("on our own channel, what is not one of our events is nothing:", () => {
  const misheard = () => skipped().get("own channel") ?? 0;

  test.each([
    ["not JSON", "hello"],
    ["null", "null"],
    ["a text", '"typing"'],
    ["an array", "[]"],
    ["an unknown event", { type: "connect", roomId: "0" }],
    ["a claim that nothing was missed", { type: "live" }],
    ["a message, which comes from the other channel", { type: "message", message: { id: "x", roomId: "0" } }],
    ["an event without its people", { type: "joined", roomId: "7" }],
    ["people that are no ids", { type: "joined", roomId: "7", userIds: [null] }],
    ["a room that is none", { type: "typing", roomId: "0:name", userId: "5" }],
    ["a session that is an object", { type: "session.ended", userId: "5", sessionId: {} }],
  ])("%s", async (_what, raw) => {
    const before = misheard();
    await publish(channels.banter, raw);
    await relay().publish({ type: "typing", roomId: "0", userId: "5" });
    await expect.poll(() => heard).toEqual([{ type: "typing", roomId: "0", userId: "5" }]);
    expect(misheard()).toBe(before + 1);
  });

  test("but a field that this version does not know is passed over", async () => {
    await publish(channels.banter, { type: "typing", roomId: "0", userId: "5", emphasis: "strong" });
    await expect.poll(() => heard).toEqual([{ type: "typing", roomId: "0", userId: "5" }]);
  });
});

test("after the connection was cut, it says that it is live again, and hears", async () => {
  for (let round = 1; round <= 2; round++) {
    expect(await commands().call("CLIENT", "KILL", "TYPE", "pubsub")).toBe(1);
    await expect.poll(() => relay().isLive()).toBe(false);
    await expect.poll(() => count("live")).toBe(round);
    expect(relay().isLive()).toBe(true);
    await relay().publish({ type: "typing", roomId: "0", userId: "5" });
    await expect.poll(() => count("typing")).toBe(round);
  }
  expect(count("cut")).toBe(2);
  expect(heard).toHaveLength(6);
});
