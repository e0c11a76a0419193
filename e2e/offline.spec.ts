import type { Page } from "@playwright/test";
import { type Chatter, chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

const status = (page: Page) => page.getByRole("status");
const OFFLINE = "Offline: messages go out when you are back";
const NOT_DONE = "Offline: not done. Try again when you are back.";

async function goOffline({ page }: Chatter): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await expect(status(page)).toHaveText(OFFLINE);
}

async function comeBack({ page }: Chatter): Promise<void> {
  await page.context().setOffline(false);
  await expect(status(page)).toContainText(/^Back online|^Connected/);
}

test("signing out without a network is said to have failed, keeps the page, and works when there is one", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: `Tunnel ${mary.name}` });
  await mary.page.goto("/rooms"); // on a phone the button stands beside the list only
  await connected(mary.page);
  await goOffline(mary);
  const signOut = mary.page.getByRole("button", { name: "Sign out" });
  await signOut.click();
  await expect(status(mary.page)).toHaveText(NOT_DONE);
  await expect(status(mary.page)).toBeInViewport();
  await expect(mary.page.getByRole("link", { name: room.name })).toBeVisible();
  await comeBack(mary);
  await signOut.click();
  await expect(mary.page).toHaveURL(/\/sign-in$/);
});

test("what else only the server can do is told like this, and what one writes is kept", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.page.goto("/rooms/new");
  await connected(mary.page);
  await goOffline(mary);
  const name = mary.page.getByRole("textbox", { name: "Name" });
  await name.fill(`Tunnel ${mary.name}`);
  await name.press("Enter");
  await expect(status(mary.page)).toHaveText(NOT_DONE);
  await comeBack(mary);
  await expect(name).toHaveValue(`Tunnel ${mary.name}`);
  await name.press("Enter");
  await expect(mary.log).toHaveAccessibleName(`Tunnel ${mary.name}`);
});

test("a link does not lead away from a page without a network, and does when it is back", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: `Tunnel ${mary.name}` });
  await mary.open("0");
  await goOffline(mary);
  const text = `Written in a tunnel by ${mary.name}`;
  await mary.say(text);
  await mary.field.fill("And a draft");
  const link = mary.page.getByRole("link", { name: room.name }).or(mary.page.getByRole("link", { name: /^Rooms/ }));
  await link.filter({ visible: true }).click();
  await expect(mary.message(text)).toContainText("Sending");
  await expect(mary.field).toHaveValue("And a draft");
  await expect(status(mary.page)).toHaveText(NOT_DONE);
  await comeBack(mary);
  await expect(mary.message(text)).not.toContainText("Sending");
  await link.filter({ visible: true }).click();
  await expect(mary.page).toHaveURL(new RegExp(`/rooms(/${room.id})?$`));
});

test("neither does a key, nor the switcher, which says so @not-phone", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: `Tunnel ${mary.name}` });
  await mary.open("0");
  await mary.page.getByRole("link", { name: "Find" }).hover();
  await goOffline(mary);
  await mary.page.keyboard.press("Alt+ArrowDown");
  await mary.page.keyboard.press("Control+k");
  await mary.page.keyboard.type("tunnel");
  await expect(mary.page.getByRole("option", { name: room.name })).toBeVisible();
  await mary.page.keyboard.press("Enter");
  await expect(mary.page.getByRole("dialog")).toBeHidden();
  await expect(status(mary.page)).toHaveText(NOT_DONE);
  await comeBack(mary);
  await expect(mary.log).toHaveAccessibleName("General");
  await mary.page.keyboard.press("Alt+ArrowDown");
  await expect(mary.log).toHaveAccessibleName(room.name);
});
