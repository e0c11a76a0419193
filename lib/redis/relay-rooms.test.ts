import { randomUUID } from "node:crypto";
import { beforeAll, expect, test, vi } from "vitest";
import { metrics } from "../metrics";
import { serverId } from "../process";
import { commands, whenReady } from "./client";
import { channels, keys } from "./keys";
import { type RelayEvent, relay } from "./relay";

process.env.RELAY = "rooms";
const heard: RelayEvent[] = [];

beforeAll(async () => {
  await whenReady();
  relay().subscribe((event) => heard.push(event));
  await vi.waitUntil(() => heard.some(({ type }) => type === "bridged"));
});

/** What was heard over channels of this kind since the start. */
async function count(channel: string): Promise<number> {
  const { values } = await metrics().relayHeard.get();
  return values.find(({ labels }) => labels.channel === channel)?.value ?? 0;
}

async function bridged(): Promise<number> {
  return (await metrics().relayBridged.get()).values[0]?.value ?? 0;
}

/** A message, as it is stored and told by an instance that announces so. */
function say(roomId: string, { envelope, channel } = relay().announcement(roomId)): Promise<unknown> {
  const id = randomUUID();
  const tail = `,"message":"hi","roomId":"${roomId}","id":"${id}"}`;
  const name = channels.messages;
  const [room, blocks] = [keys.room(roomId), keys.roomBlocks(roomId)];
  return commands().appendMessage(room, blocks, id, '{"from":"5","date":', tail, "", 10, name, envelope, "", channel);
}

const messages = (roomId: string) =>
  heard.filter((event) => event.type === "message" && event.message.roomId === roomId).length;

const isFollowed = (roomId: string) => heard.some((event) => event.type === "followed" && event.roomId === roomId);

const listenersOf = async (channel: string) => Number((await commands().pubsub("NUMSUB", channel))[1]);

async function follow(roomId: string): Promise<void> {
  relay().follow(roomId);
  await vi.waitUntil(() => isFollowed(roomId));
}

test("a room is heard once it is followed, and not a message of any other costs anything", async () => {
  await follow("21");
  const before = await count("room");
  for (let turn = 0; turn < 10; turn++) await say("22");
  await say("21");
  await expect.poll(() => messages("21")).toBe(1);
  expect([messages("22"), (await count("room")) - before]).toEqual([0, 1]);
});

test("a room that nobody listens to any more is let go, and can be followed again", async () => {
  await follow("23");
  relay().unfollow("23");
  heard.length = 0;
  await say("23");
  await follow("23");
  await say("23");
  await relay().hearAll();
  expect(messages("23")).toBe(1);
});

test("when the last room is let go, what concerns all is heard as before", async () => {
  const all = ["21", "23"];
  for (const roomId of all) relay().unfollow(roomId);
  await relay().hearAll();
  await relay().publish({ type: "joined", roomId: "7", userIds: ["31"] });
  await expect.poll(() => heard).toContainEqual({ type: "joined", roomId: "7", userIds: ["31"] });
  for (const roomId of all) await follow(roomId);
});

test("the bridge leaves alone what has been told to the room, and passes on what the other relay tells", async () => {
  await follow("24");
  const before = await bridged();
  await say("24");
  await say("24", { envelope: `{"serverId":"${serverId()}","type":"message",`, channel: "" });
  await expect.poll(() => messages("24")).toBe(2);
  expect((await bridged()) - before).toBe(1);
});

test("who came at a sibling, and what room it shows, is passed on to all", async () => {
  const envelope = (type: string, data: object) => JSON.stringify({ serverId: "192.0.2.2:4000", type, data });
  await commands().publish(channels.messages, envelope("user.connected", { id: 41, username: "Mary", online: true }));
  await commands().publish(channels.messages, envelope("show.room", { id: "5:41", names: [["a"], ["b"]] }));
  await expect.poll(() => heard).toContainEqual({ type: "presence", userId: "41" });
  await expect.poll(() => heard).toContainEqual({ type: "show.room", roomId: "5:41" });
});

test("one instance is the bridge; who takes it over says that something may have been missed", async () => {
  expect(await commands().get(keys.bridge)).toBe(serverId());
  expect(await listenersOf(channels.messages)).toBe(1);
  heard.length = 0;
  await commands().set(keys.bridge, "another instance", "PX", 4_000); // which dies then
  await expect.poll(() => listenersOf(channels.messages), { timeout: 8_000 }).toBe(0);
  expect(heard).toEqual([]);
  await expect.poll(() => heard, { timeout: 20_000 }).toContainEqual({ type: "bridged" });
  expect(await listenersOf(channels.messages)).toBe(1);
  expect(await commands().get(keys.bridge)).toBe(serverId());
}, 30_000);

test("who leaves gives the bridge back at once, and does not take it again", async () => {
  await relay().leave();
  expect(await commands().exists(keys.bridge)).toBe(0);
});
