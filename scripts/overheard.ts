import type { Redis } from "ioredis";
import { beforeAll, beforeEach } from "vitest";
import { commands, whenReady } from "../lib/redis/client";

/** What is published on a channel, for the tests of one file: emptied before each. */
export function overheard<T = string>(channel: string, read: (raw: string) => T = (raw) => raw as T): T[] {
  const heard: T[] = [];
  let listener: Redis;
  beforeAll(async () => {
    await whenReady();
    listener = commands().duplicate({ enableOfflineQueue: true, commandTimeout: undefined });
    listener.on("message", (_channel, raw: string) => heard.push(read(raw)));
    await listener.subscribe(channel);
    return () => listener.disconnect();
  });
  beforeEach(async () => {
    await listener.subscribe(channel); // its answer comes after all that was published before
    heard.length = 0;
  });
  return heard;
}
