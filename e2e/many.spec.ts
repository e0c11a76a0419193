import { randomUUID } from "node:crypto";
import type { Locator } from "@playwright/test";
import { keys } from "../lib/redis/keys";
import { type Chatter, chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";
import { type Banter, startBanter } from "./servers";
import { withRedis } from "./stored-rooms";

const ROOMS = 250;
const DIRECT = 50;
const PEOPLE = 5_000;

/** A place with 5,000 people, of whom one is in 300 rooms. */
async function crowd({ redisUrl }: Banter, { id: me }: Chatter): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  await withRedis(redisUrl, async (redis) => {
    const batch = redis.pipeline();
    const first = Number(me) + 1;
    for (let id = first; id < first + PEOPLE; id++) {
      batch.hset(keys.user(String(id)), { username: `Person ${id}` });
      batch.set(keys.username(`Person ${id}`), keys.user(String(id)));
    }
    batch.set(keys.totalUsers, first + PEOPLE - 1);
    const speak = (roomId: string, from: string, date: number) => {
      const member = { from, date, message: `Words in ${roomId}`, roomId, id: randomUUID() };
      batch.zadd(keys.room(roomId), String(date), JSON.stringify(member));
      batch.sadd(keys.userRooms(me), roomId);
      batch.hset(keys.reads(me), roomId, String(date));
    };
    for (let number = 0; number < DIRECT; number++) {
      const other = String(first + number);
      batch.sadd(keys.userRooms(other), `${me}:${other}`);
      speak(`${me}:${other}`, other, now - number);
    }
    for (let number = 1; number <= ROOMS; number++) {
      const id = String(1_000 + number);
      batch.set(keys.roomName(id), `Room ${String(number).padStart(3, "0")}`);
      batch.hset(keys.roomInfo(id), { kind: "closed", by: me, at: now });
      batch.sadd(keys.roomMembers(id), me);
      speak(id, String(first + number), now - 60 * number);
    }
    await batch.exec();
  });
}

let place: Banter;
test.beforeAll(async () => {
  place = await startBanter();
});
test.afterAll(() => place.end());

test("300 rooms and 5,000 people: pages open, and the list keeps its place when a room is opened", async ({ browser }, {
  project,
}) => {
  const mary = await chatter(browser, place);
  const { page } = mary;
  await crowd(place, mary);
  const rooms = page.getByRole("navigation", { name: "Rooms" });
  for (const path of ["/people", "/people?q=4999", "/rooms/new", "/rooms/0/members", "/rooms/0", "/rooms/1200"]) {
    expect((await page.goto(path))?.status(), path).toBe(200);
    await connected(page);
  }

  await page.goto("/rooms");
  await expect(rooms.getByRole("link")).toHaveCount(ROOMS + DIRECT + 1);
  await connected(page);
  const link = rooms.getByRole("link", { name: "Room 120" });
  await link.scrollIntoViewIfNeeded();
  const before = await topOf(link);
  await link.click();
  await expect(page.getByRole("log", { name: "Room 120" })).toBeVisible();
  await expect(mary.message("Words in 1120")).toBeVisible();
  if (project.name === "phone") await page.getByRole("link", { name: /^Rooms/ }).click();
  await expect(link).toBeInViewport();
  expect(Math.abs((await topOf(link)) - before)).toBeLessThanOrEqual(1);
});

const topOf = async (locator: Locator) => Number((await locator.boundingBox())?.y);
