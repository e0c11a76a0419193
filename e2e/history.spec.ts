import type { Browser } from "@playwright/test";
import { type Chatter, chatter } from "./chatters";
import { expect, test } from "./fixtures";
import { longRoom, markUnread } from "./long-room";
import type { Banter } from "./servers";

const topOf = async ({ message }: Chatter, text: string) => Number((await message(text).boundingBox())?.y);
const scrollBy = ({ log }: Chatter, top: number) => log.evaluate((element, by) => element.scrollBy({ top: by }), top);

/** Somebody who has read a room of 500 messages up to the first, so that the newest are no longer in the page. */
async function readingFarUp(browser: Browser, banter: Banter): Promise<Chatter> {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(banter, joe, mary, 500);
  await mary.open(roomId);
  await expect(async () => {
    await scrollBy(mary, -3_000);
    await expect(mary.page.getByText("Number 1.", { exact: true })).toBeAttached({ timeout: 100 });
  }).toPass();
  return mary;
}

test("older messages come by themselves, and what is read does not move", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(banter, joe, mary, 120);
  const answered: (() => void)[] = [];
  await mary.page.route(/messages\?.*before=/, (route) => void answered.push(() => void route.continue()));
  await mary.open(roomId);
  await expect(mary.message("Number 120.")).toBeInViewport();
  await scrollBy(mary, -700);
  await expect.poll(() => answered.length).toBe(1);
  await expect(mary.page.getByRole("link", { name: "Older messages" })).toHaveAttribute("aria-busy", "true");
  const before = await topOf(mary, "Number 95.");
  answered[0]?.();
  await expect(mary.message("Number 1.").first()).toBeAttached();
  expect(Math.abs((await topOf(mary, "Number 95.")) - before)).toBeLessThanOrEqual(1);
  await expect(mary.page.getByRole("link", { name: "Older messages" })).toHaveCount(0);
});

test("older messages that do not come say so, and come when one asks again", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(banter, joe, mary, 120);
  await mary.page.route(/messages\?.*before=/, (route) => route.abort());
  await mary.open(roomId);
  await scrollBy(mary, -9_000);
  const again = mary.page.getByRole("link", { name: "Older messages did not come. Try again" });
  await expect(again).toBeVisible();
  await mary.page.unroute(/messages\?.*before=/);
  await again.click();
  await expect(mary.message("Number 70.")).toBeAttached();
});

test("ten thousand messages are scrolled without a blank frame, with at most 300 of them in the page", async ({
  browser,
  banter,
}) => {
  test.setTimeout(180_000);
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await mary.open(await longRoom(banter, joe, mary, 10_000));
  await mary.log.evaluate((log) => {
    const seen = { frames: 0, blank: 0, rows: 0 };
    const around = [0, 12, 24]; // px: above and below the name of a day there is nothing to be hit
    const { left, top, width, height } = log.getBoundingClientRect();
    const isRow = (y: number) =>
      Boolean(document.elementFromPoint(left + width / 2, y)?.closest("[role=log] > div > *"));
    const look = () => {
      const heights = [0.25, 0.5, 0.75].map((part) => top + height * part);
      seen.frames++;
      seen.blank += Number(heights.some((y) => !around.some((px) => isRow(y + px))));
      seen.rows = Math.max(seen.rows, log.querySelectorAll("article").length);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { seen });
  });
  const first = mary.page.getByText("Number 1.", { exact: true });
  await expect(async () => {
    await scrollBy(mary, -3_000);
    await expect(first).toBeAttached({ timeout: 1 });
  }).toPass({ intervals: [20], timeout: 120_000 });
  await mary.page
    .getByRole("button", { name: "Newest" })
    .or(mary.page.getByRole("button", { name: / new/ }))
    .click();
  await expect(mary.message("Number 10000.")).toBeInViewport();
  const seen = await mary.page.evaluate(() => (window as unknown as { seen: Record<string, number> }).seen);
  expect(seen.frames).toBeGreaterThan(100);
  expect(seen.blank).toBe(0);
  expect(seen.rows).toBeLessThanOrEqual(300);
});

test("who comes back to a room comes back to where they were in it", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(banter, joe, mary, 250);
  const goTo = async (path: string) => {
    if (mary.page.viewportSize()?.width === 390) await mary.page.getByRole("link", { name: /^Rooms/ }).click();
    await mary.page.getByRole("navigation", { name: "Rooms" }).locator(`a[href="${path}"]`).click();
    await mary.page.waitForURL(`**${path}`);
  };
  await mary.open(roomId);
  await expect(async () => {
    await scrollBy(mary, -1_500);
    await expect(mary.message("Number 110.")).toBeAttached({ timeout: 100 });
  }).toPass();
  await mary.message("Number 125.").scrollIntoViewIfNeeded();
  const before = await topOf(mary, "Number 125.");
  await goTo("/rooms/0");
  await expect(mary.page.getByRole("log", { name: "General" })).toBeVisible();
  await joe.post(roomId, "Number 251.");
  await goTo(`/rooms/${roomId}`);
  await expect(mary.message("Number 125.")).toBeInViewport();
  expect(Math.abs((await topOf(mary, "Number 125.")) - before)).toBeLessThanOrEqual(1);
  await mary.page.getByRole("button", { name: / new/ }).click();
  await expect(mary.message("Number 251.")).toBeInViewport();
});

test("of many unread messages one goes to the first, and back to the newest", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const roomId = await longRoom(banter, joe, mary, 400);
  await markUnread(mary, roomId, 250);
  await mary.open(roomId);
  await expect(mary.message("Number 400.")).toBeInViewport();
  await mary.page.getByRole("button", { name: /^99\+ new.*go to the first/ }).click();
  await expect(mary.log.getByText("New", { exact: true })).toBeInViewport();
  await expect(mary.message("Number 151.")).toBeInViewport();
  await expect(mary.page.getByRole("button", { name: /go to the first/ })).toHaveCount(0);
  await mary.page.getByRole("button", { name: "Newest" }).click();
  await expect(mary.message("Number 400.")).toBeInViewport();
});

test("what one says while reading far up is seen where it belongs, at the end", async ({ browser, banter }) => {
  const mary = await readingFarUp(browser, banter);
  await expect(mary.message("Number 500.")).toHaveCount(0);
  await mary.say("I have read it all.");
  await expect(mary.message("I have read it all.")).toBeInViewport();
  await expect(mary.message("Number 500.")).toBeAttached();
});

test("what one says far up without a network is seen all the same, and goes where it belongs", async ({
  browser,
  banter,
}) => {
  const mary = await readingFarUp(browser, banter);
  await mary.page.context().setOffline(true);
  await mary.say("Written in a tunnel.");
  await expect(mary.message("Written in a tunnel.")).toBeInViewport();
  await expect(mary.message("Written in a tunnel.")).toContainText("Sending");
  await mary.page.context().setOffline(false);
  await mary.page.getByRole("button", { name: "Newest" }).click();
  await expect(mary.message("Written in a tunnel.")).toBeInViewport();
  await expect(mary.message("Written in a tunnel.")).not.toContainText("Sending");
  await expect(mary.message("Number 500.")).toBeAttached();
});
