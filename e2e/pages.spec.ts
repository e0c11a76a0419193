import type { Locator, Page } from "@playwright/test";
import { chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

test("a closed room and one that does not exist are the same page to an outsider", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: "Surprise party" });
  await mary.page.goto(`/rooms/${room.id}`);
  await expect(mary.page.getByRole("log", { name: "Surprise party" })).toBeVisible();
  for (const path of ["", "/members", "/at/1795489071", "?before=1795489071"]) {
    const closed = await joe.page.goto(`/rooms/${room.id}${path}`);
    expect(await joe.page.content()).not.toContain("Surprise party");
    const seen = await shownOn(joe.page);
    const missing = await joe.page.goto(`/rooms/4000000${path}`);
    expect([closed?.status(), missing?.status()]).toEqual([404, 404]);
    expect(seen.main).toContain("There is nothing here");
    expect(await shownOn(joe.page)).toEqual(seen);
  }
});

const shownOn = async (page: Page) => ({
  title: await page.title(),
  main: await page.getByRole("main").textContent(),
});

test("every page fits 320 pixels, and nothing that one presses is beyond the edge", async ({ browser, banter }) => {
  const viewport = { width: 320, height: 640 };
  const mary = await chatter(browser, banter, { viewport });
  const guest = await browser.newPage({ baseURL: banter.url, viewport });
  for (const path of ["/sign-in", "/sign-up"]) await expectToFit(guest, path);
  await guest.close();

  const room = await mary.create({ kind: "open", name: "A room with the longest name that anybody would ever give" });
  const { cursor } = await mary.post(room.id, `${"unbroken".repeat(40)} https://example.org/${"path/".repeat(30)}`);
  await mary.post(room.id, "Short.");
  const here = `/rooms/${room.id}`;
  for (const path of [here, `${here}?after=${cursor}`, `${here}/at/${cursor}`, `${here}/members`]) {
    await expectToFit(mary.page, path);
  }
  for (const path of [
    "/rooms",
    "/rooms/new",
    "/people",
    "/people?q=nobody",
    "/sessions",
    "/account",
    "/account/password",
    "/account/delete",
    "/rooms/4000000",
  ]) {
    await expectToFit(mary.page, path);
  }
});

async function expectToFit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  const { wide, beyond } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    beyond: [...document.querySelectorAll("a, button, input, textarea")]
      .filter((pressed) => pressed.checkVisibility() && pressed.getBoundingClientRect().right > innerWidth + 0.5)
      .map(({ outerHTML }) => outerHTML),
  }));
  expect(wide, path).toBeLessThanOrEqual(320);
  expect(beyond, path).toEqual([]);
}

test("the way in leads to where one wanted to go, and never to another website", async ({ browser, baseURL }) => {
  for (const [wanted, reached] of [
    ["/people", "/people"],
    ["//example.org/", "/rooms/0"],
    ["https://example.org/", "/rooms/0"],
    ["/\\example.org", "/rooms/0"],
  ] as const) {
    const page = await browser.newPage();
    await page.goto(`${baseURL}/sign-in?next=${encodeURIComponent(wanted)}`);
    await page.getByRole("button", { name: "Try as Pablo" }).click();
    await expect(page).toHaveURL(`${baseURL}${reached}`);
    await page.close();
  }
});

test("a session that I end elsewhere is signed out at once", async ({ browser, banter, page }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Username" }).fill(mary.name);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/rooms\//);
  await page.goto("/sessions");
  const others = page.getByRole("main").getByRole("listitem").filter({ hasNotText: "this one" });
  await expect(others).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^End .+, since .+, \d\d:\d\d, this one$/ })).toHaveCount(1);
  await others.getByRole("button", { name: /^End .+, since .+, \d\d:\d\d$/ }).click();
  await expect(others).toHaveCount(0);
  await expect(mary.page).toHaveURL(/\/sign-in/);
});

test("the list on a phone says whose the last words of a room are", async ({ browser, banter }) => {
  const [joe, alex] = [await chatter(browser, banter), await chatter(browser, banter)];
  const mary = await chatter(browser, banter, { viewport: PHONE });
  const room = await joe.create({ kind: "closed", name: "Release notes", memberIds: [alex.id, mary.id] });
  await joe.post(room.id, "The boring fixes first.");
  await mary.page.goto("/rooms");
  const link = mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /^Release notes/ });
  await expect.poll(() => drawnIn(link)).toContain(`${joe.name}: The boring fixes first.`);
  await connected(mary.page);
  await alex.post(room.id, "And one more.");
  await expect.poll(() => drawnIn(link)).toContain(`${alex.name}: And one more.`);
});

const PHONE = { width: 390, height: 844 };

/** The words that the styles draw within it. */
const drawnIn = (link: Locator) =>
  link.evaluate((element) =>
    [...element.querySelectorAll("*")].map((part) => getComputedStyle(part, "::before").content).join(" "),
  );
