import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { whenReady } from "./client";
import { type RelayEvent, relay } from "./relay";

test("a subscription that is not answered in time is tried again, on another connection", async () => {
  const lost: string[] = [];
  const redis = process.env.REDIS_URL as string;
  const server = createServer((near) => {
    const far = connect(redis);
    far.on("error", () => near.destroy()).pipe(near);
    near.on("error", () => far.destroy()).on("close", () => far.destroy());
    near.on("data", (bytes) => {
      const command = bytes.toString();
      if (lost.length === 0 && command.includes("\r\nsubscribe\r\n")) lost.push(command);
      else far.write(bytes);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.env.REDIS_URL = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const heard: RelayEvent[] = [];
  relay().follow("0");
  relay().subscribe((event) => heard.push(event));
  await expect.poll(() => relay().isLive(), { timeout: 9_000 }).toBe(true);
  expect(lost).toHaveLength(1);
  await whenReady();
  await relay().publish({ type: "typing", roomId: "0", userId: "5" });
  await expect.poll(() => heard).toContainEqual({ type: "typing", roomId: "0", userId: "5" });
}, 20_000);
