import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { type Chatter, chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";
import type { Banter } from "./servers";
import { hydrated, watch } from "./shifts";
import { writePast } from "./stored-rooms";
import { wireOf } from "./wire";

const ZONES = ["UTC", "America/New_York", "Pacific/Auckland"];
const HOUR = 60 * 60;
const DRAFT = "Half a thought,\nand the other half of it";

/** A room of four people with 60 messages of the last days, some of them long, and an empty one. */
async function places(banter: Banter, mary: Chatter, joe: Chatter) {
  const memberIds = [mary.id, "1", "2"];
  const long = await joe.create({ kind: "closed", name: `Long ${joe.name}`, memberIds });
  const empty = await joe.create({ kind: "closed", name: `Empty ${joe.name}`, memberIds });
  const people = [joe.id, "1", "2", joe.id, mary.id];
  const now = Math.floor(Date.now() / 1000);
  const said = Array.from({ length: 60 }, (_, index) => ({
    from: people[Math.floor(index / 2) % people.length] as string,
    text: `Number ${index}${index % 7 === 3 ? `, ${"which goes on for a while, ".repeat(1 + (index % 5))}` : ""}.`,
    at: now - (62 - index + (index % 2)) * 2 * HOUR, // in pairs
  }));
  await writePast(banter.redisUrl, long.id, said);
  return { long: `/rooms/${long.id}`, empty: `/rooms/${empty.id}` };
}

/** What a person has typed in a room, and what of it is on its way, in every page from now on. */
async function leaveBehind({ page, id: me }: Chatter, path: string, failed: object | null = null): Promise<void> {
  const roomId = path.replace("/rooms/", "");
  const kept = { id: randomUUID(), roomId, text: "On its way, in many words. ".repeat(8), after: null, failed };
  await page.addInitScript(
    ({ me, roomId, draft, kept }) => {
      localStorage.setItem(`banter:draft:${me}:${roomId}`, draft);
      localStorage.setItem(`banter:outbox:${me}:${kept.id}`, JSON.stringify({ ...kept, at: Date.now() - 60_000 }));
    },
    { me, roomId, draft: DRAFT, kept },
  );
}

const timesIn = (html: string) =>
  [...html.matchAll(/<time[^>]*>(.*?)<\/time>/g)].map(([, words]) => words?.replace(/<!-- -->/g, ""));
const timesOn = (page: Page) =>
  page.locator("time").evaluateAll((times) => times.map(({ textContent }) => textContent));

for (const timezoneId of ZONES) {
  test(`in ${timezoneId}, nothing moves when a page becomes live`, async ({ browser, banter }) => {
    test.slow();
    const mary = await chatter(browser, banter, { timezoneId });
    const joe = await chatter(browser, banter);
    const { long, empty } = await places(banter, mary, joe);
    const { page } = mary;
    for (const path of [long, empty]) await mary.open(path.replace("/rooms/", ""));
    await leaveBehind(mary, long);
    const seen = await watch(page);

    for (const path of [long, empty, "/rooms", "/people", `${long}/members`, "/sessions", "/rooms/new"]) {
      const html = (await (await page.goto(path))?.text()) ?? "";
      await hydrated(page);
      expect.soft(await seen.shifts(), path).toEqual([]);
      await connected(page);
      expect.soft(await seen.shifts(), `${path}, connected`).toEqual([]);
      if (path !== long) expect.soft(await timesOn(page), path).toEqual(timesIn(html));
    }
    expect(seen.said).toEqual([]);
  });
}

const WHY = "You cannot write to this room now, because whoever made it has closed it for the night.";

test("nothing moves on the sign-in page", async ({ page }) => {
  const seen = await watch(page);
  for (const path of ["/sign-in", "/sign-up"]) {
    await page.goto(path);
    await hydrated(page);
    expect(await seen.shifts(), path).toEqual([]);
  }
  expect(seen.said).toEqual([]);
});

test("nothing moves where a message could not be sent, or is the first of an empty room", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const { long, empty } = await places(banter, mary, joe);
  await leaveBehind(mary, long, { code: "invalid", message: WHY });
  await leaveBehind(mary, empty, { code: "invalid", message: WHY });
  const seen = await watch(mary.page);
  for (const path of [long, empty]) {
    await mary.open(path.replace("/rooms/", ""));
    await expect(mary.log.getByText("Not sent")).toBeVisible();
    expect(await seen.shifts(), path).toEqual([]);
  }
});

test("why a message could not be sent can be read on a phone, and something done about it", {
  tag: "@not-wide",
}, async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const { empty } = await places(banter, mary, joe);
  await leaveBehind(mary, empty, { code: "invalid", message: WHY });
  await mary.open(empty.replace("/rooms/", ""));
  const why = mary.log.getByText(WHY);
  for (const width of [390, 320]) {
    await mary.page.setViewportSize({ width, height: 844 });
    await expect(why, `${width}`).toBeInViewport({ ratio: 1 });
    expect(await why.evaluate((element) => element.scrollWidth - element.clientWidth), `${width}`).toBe(0);
    for (const name of ["Retry", "Delete"]) {
      await expect(mary.log.getByRole("button", { name }), `${width}`).toBeInViewport({ ratio: 1 });
    }
  }
  await mary.log.getByRole("button", { name: "Delete" }).click();
  await expect(why).toHaveCount(0);
});

test("nothing moves when the connection is lost and comes back", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const { long } = await places(banter, mary, joe);
  const wire = await wireOf(mary.page);
  const seen = await watch(mary.page);
  await mary.open(long.replace("/rooms/", ""));
  await wire.cut();
  await mary.page.context().setOffline(true);
  await expect(mary.page.getByRole("status")).toContainText("Offline");
  expect(await seen.shifts()).toEqual([]);
  wire.mend();
  await mary.page.context().setOffline(false);
  await connected(mary.page);
  expect(await seen.shifts()).toEqual([]);
});

test("nothing moves for who reads further up when a message arrives", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const { long } = await places(banter, mary, joe);
  const roomId = long.replace("/rooms/", "");
  const seen = await watch(mary.page);
  await mary.open(roomId);
  await mary.log.evaluate((log) => log.scrollBy({ top: -400 }));
  await expect(mary.message("Number 59.")).not.toBeInViewport();
  await seen.forget();
  for (const number of [60, 61]) {
    await joe.post(roomId, `Number ${number}.`);
    await expect(mary.message(`Number ${number}.`)).toBeAttached();
  }
  await expect(mary.page.getByRole("button", { name: "2 new" })).toBeVisible();
  expect(await seen.shifts()).toEqual([]);
});
