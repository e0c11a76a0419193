import type { Browser, Page } from "@playwright/test";
import { type Chatter, chatter } from "./chatters";
import { expect, test } from "./fixtures";
import type { Banter } from "./servers";

/** Two people in two rooms of their own. */
async function twoInTwoRooms(browser: Browser, banter: Banter) {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const memberIds = [mary.id];
  const tea = await joe.create({ kind: "closed", name: `Tea ${joe.name}`, memberIds });
  const cake = await joe.create({ kind: "closed", name: `Cake ${joe.name}`, memberIds });
  return { mary, joe, tea, cake, complaints: complaintsOf(mary) };
}

/** What the browser's console has complained about. */
function complaintsOf({ page }: Chatter): string[] {
  const heard: string[] = [];
  page.on("console", (said) => ["error", "warning"].includes(said.type()) && heard.push(said.text()));
  page.on("pageerror", ({ message }) => heard.push(message));
  return heard;
}

const PLAIN = "/icon.svg";
const UNREAD = "/icon-unread.svg";

/** What the browser shows on the tab: the one title and the one icon. */
async function expectTab({ page }: Chatter, title: string, icon: string): Promise<void> {
  await expect(page).toHaveTitle(title);
  await expect.poll(() => iconsOf(page)).toEqual([icon]);
  await expect(page.locator("head title")).toHaveCount(1);
}

const iconsOf = (page: Page) =>
  page
    .locator('link[rel="icon"]')
    .evaluateAll((links) => links.map((link) => new URL((link as HTMLLinkElement).href).pathname));

/** The list of rooms: on a phone a screen of its own. */
async function listOf({ page }: Chatter) {
  if (isPhone(page))
    await page
      .getByRole("main")
      .getByRole("link", { name: /^(Rooms|Back)/ })
      .click();
  return page.getByRole("navigation", { name: "Rooms" });
}

const isPhone = (page: Page) => Number(page.viewportSize()?.width) < 720;

const goTo = async (person: Chatter, room: string) => (await listOf(person)).getByRole("link", { name: room }).click();

test("title and icon tell of what is unread elsewhere, through every navigation, until it is read", async ({
  browser,
  banter,
}) => {
  const { mary, joe, tea, cake, complaints } = await twoInTwoRooms(browser, banter);
  await mary.open(tea.id);
  await expectTab(mary, `${tea.name} · Banter`, PLAIN);

  for (const text of ["one", "two"]) await joe.post(cake.id, text);
  await expectTab(mary, `(2) ${tea.name} · Banter`, UNREAD);
  await listOf(mary);
  await mary.page.getByRole("link", { name: "New room", exact: true }).first().click();
  await expectTab(mary, "(2) New room · Banter", UNREAD);
  for (const text of ["three", "four"]) await joe.post(tea.id, text);
  await expectTab(mary, "(4) New room · Banter", UNREAD);

  await goTo(mary, cake.name);
  await expectTab(mary, `(2) ${cake.name} · Banter`, UNREAD);
  await goTo(mary, tea.name);
  await expectTab(mary, `${tea.name} · Banter`, PLAIN);
  await joe.post(cake.id, "five");
  await expectTab(mary, `(1) ${tea.name} · Banter`, UNREAD);
  await goTo(mary, cake.name);
  await expectTab(mary, `${cake.name} · Banter`, PLAIN);
  await mary.page.goBack();
  await expectTab(mary, `${isPhone(mary.page) ? "Rooms" : tea.name} · Banter`, PLAIN);
  expect(complaints).toEqual([]);
});

test("what is read on another device is no longer told", async ({ browser, banter }) => {
  const { mary, joe, tea, cake } = await twoInTwoRooms(browser, banter);
  await mary.open(tea.id);
  await joe.post(cake.id, "one");
  await expectTab(mary, `(1) ${tea.name} · Banter`, UNREAD);
  const elsewhere = await mary.page.context().newPage();
  await elsewhere.goto(`/rooms/${cake.id}`);
  await expectTab(mary, `${tea.name} · Banter`, PLAIN);
});

test("a tab in the background tells of its own room too, and stops when it is looked at", async ({
  browser,
  banter,
}) => {
  const { mary, joe, tea, complaints } = await twoInTwoRooms(browser, banter);
  await mary.open(tea.id);
  await joe.post(tea.id, "seen");
  await expect(mary.message("seen")).toBeVisible();
  await expectTab(mary, `${tea.name} · Banter`, PLAIN);
  await setHidden(mary, true);
  await joe.post(tea.id, "not seen");
  await expectTab(mary, `(1) ${tea.name} · Banter`, UNREAD);
  await setHidden(mary, false);
  await expectTab(mary, `${tea.name} · Banter`, PLAIN);
  expect(complaints).toEqual([]);
});

/** As the browser tells it of a tab that is behind another. */
const setHidden = ({ page }: Chatter, hidden: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    hidden ? "hidden" : "visible",
  );

test("a page that is loaded anew tells at once, and who signs out takes the count along", async ({
  browser,
  banter,
}) => {
  const { mary, joe, tea, cake, complaints } = await twoInTwoRooms(browser, banter);
  const told = await appBadgeOf(mary);
  await joe.post(cake.id, "one");
  await mary.open(tea.id);
  await expectTab(mary, `(1) ${tea.name} · Banter`, UNREAD);
  expect(told).toEqual([1]);
  await mary.page.reload();
  await expectTab(mary, `(1) ${tea.name} · Banter`, UNREAD);
  await listOf(mary);
  await mary.page.getByRole("button", { name: "Sign out" }).click();
  await expectTab(mary, "Sign in · Banter", PLAIN);
  expect(told.at(-1)).toBe(0);
  expect(complaints).toEqual([]);
});

/** What the icon of the installed app is told to show, as it comes. */
async function appBadgeOf({ page }: Chatter): Promise<number[]> {
  const told: number[] = [];
  await page.exposeFunction("tellBadge", (count: number) => told.push(count));
  await page.addInitScript(() => {
    navigator.setAppBadge = async (count) =>
      (globalThis as unknown as { tellBadge(n?: number): void }).tellBadge(count);
  });
  return told;
}
