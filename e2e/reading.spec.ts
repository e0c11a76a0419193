import type { Room } from "../lib/events";
import { type Chatter, chatter } from "./chatters";
import { expect, test } from "./fixtures";

/** A room of two with so many messages of one of them, numbered. */
async function longRoom(joe: Chatter, mary: Chatter, count: number): Promise<string> {
  const { id } = await joe.create({ kind: "closed", name: `Long ${joe.name}`, memberIds: [mary.id] });
  for (let number = 1; number <= count; number++) await joe.post(id, `Number ${number}.`);
  return id;
}

async function unreadOf({ page }: Chatter, roomId: string): Promise<number | undefined> {
  const { rooms } = (await (await page.request.get("/api/rooms")).json()) as { rooms: Room[] };
  return rooms.find(({ id }) => id === roomId)?.unread;
}

const topOf = async ({ message }: Chatter, text: string) => (await message(text).boundingBox())?.y;
const scrollUp = (mary: Chatter) => mary.log.evaluate((log) => log.scrollBy({ top: -300 }));

test("who is at the end follows it; who reads further up stays there and is told", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(joe, mary, 40);
  await mary.open(roomId);
  await joe.post(roomId, "Number 41.");
  await expect(mary.message("Number 41.")).toBeInViewport();
  await scrollUp(mary);
  const seen = mary.message("Number 25.");
  await expect(seen).toBeInViewport();
  const before = await topOf(mary, "Number 25.");
  for (const number of [42, 43, 44]) await joe.post(roomId, `Number ${number}.`);
  const below = mary.page.getByRole("button", { name: "3 new" });
  await expect(below).toBeVisible();
  expect(Math.abs(Number(await topOf(mary, "Number 25.")) - Number(before))).toBeLessThanOrEqual(1);
  await below.click();
  await expect(mary.message("Number 44.")).toBeInViewport();
  await expect(below).toHaveCount(0);
});

test("the divider stands where reading stopped, and stays when more is said", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(joe, mary, 2);
  await mary.open(roomId);
  await expect.poll(() => unreadOf(mary, roomId)).toBe(0);
  await mary.page.goto("/people");
  await joe.post(roomId, "Number 3.");
  await mary.open(roomId);
  const divider = mary.log.getByText("New", { exact: true });
  const isBelow = async (text: string) => Number((await divider.boundingBox())?.y) > Number(await topOf(mary, text));
  await expect(divider).toBeVisible();
  await joe.post(roomId, "Number 4.");
  await expect(mary.message("Number 4.")).toBeVisible();
  expect([await isBelow("Number 2."), await isBelow("Number 3.")]).toEqual([true, false]);
});

test("links are links, code is code, and markup is only text", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.say(`<b>${mary.name}</b> javascript:alert(1) https://example.org/a. \`code\``);
  const message = mary.message(`<b>${mary.name}</b>`);
  await expect(message.getByRole("link")).toHaveCount(1);
  await expect(message.getByRole("link")).toHaveAttribute("href", "https://example.org/a");
  await expect(message.locator("code")).toHaveText("code");
});

test("an empty room says who is here, and Say hello begins a message", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const { id, name } = await mary.create({ kind: "closed", name: `Quiet ${mary.name}` });
  await mary.open(id);
  await expect(mary.log.getByRole("heading", { name })).toBeVisible();
  await mary.page.getByRole("button", { name: "Say hello" }).click();
  await expect(mary.field).toHaveValue("Hello");
  await expect(mary.field).toBeFocused();
});

test("there is exactly one status, on every kind of page", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  for (const path of ["/rooms/0", "/people", "/rooms"]) {
    await mary.page.goto(path);
    await expect(mary.page.getByRole("status")).toHaveCount(1);
    await expect(mary.page.getByRole("status")).toHaveText("Connected");
  }
});
