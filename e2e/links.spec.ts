import type { Page, Request } from "@playwright/test";
import { chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

const account = (page: Page) => page.getByRole("link", { name: "Account" });

/** Something that a page which is loaded anew would not have. */
const marked = (page: Page) => page.evaluate(() => "marked" in window);
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marked: true })).then(() => undefined);

test("a link leads on without loading everything anew, and back leads back", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: `Links ${mary.name}` });
  await mary.page.goto("/rooms");
  await connected(mary.page);
  await mark(mary.page);
  await mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room.name }).click();
  await expect(mary.log).toHaveAccessibleName(room.name);
  await mary.page.goBack();
  await account(mary.page).press("Enter");
  await expect(mary.page.getByRole("heading", { level: 1, name: "Account" })).toBeVisible();
  expect(await marked(mary.page)).toBe(true);
});

test("with Ctrl it is another tab, and this one stays where it is", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.page.goto("/rooms");
  await connected(mary.page);
  const coming = mary.page.context().waitForEvent("page");
  await account(mary.page).click({ modifiers: ["Control"] });
  await (await coming).waitForURL("**/account");
  expect(new URL(mary.page.url()).pathname).toBe("/rooms");
});

test("the code of a dialog comes when one is near it, and it opens without a network then @not-phone", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.page.waitForLoadState("networkidle");
  const asked: string[] = [];
  const came: string[] = [];
  const noteIn = (scripts: string[]) => (request: Request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  };
  mary.page.on("request", noteIn(asked)).on("requestfinished", noteIn(came));
  const find = mary.page.getByRole("link", { name: "Find" });
  await find.hover();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await expect.poll(() => came.length).toBe(asked.length);
  await mary.page.context().setOffline(true);
  await find.click();
  await expect(mary.page.getByRole("dialog", { name: "Find a room or person" })).toBeVisible();
});
