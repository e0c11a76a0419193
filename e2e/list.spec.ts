import { chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

test("a section of the list is folded away, stays so, and leaves the room that is open", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: `Fold ${mary.name}` });
  const list = mary.page.getByRole("navigation", { name: "Rooms" });
  await mary.page.goto("/rooms");
  await connected(mary.page);
  const head = list.getByRole("button", { name: "Rooms" });
  await expect(head).toHaveAttribute("aria-expanded", "true");
  await head.click();
  await expect(list.getByRole("link")).toHaveCount(0);
  await mary.page.reload();
  await expect(head).toHaveAttribute("aria-expanded", "false");
  await expect(list.getByRole("link")).toHaveCount(0);
  await head.click();
  await list.getByRole("link", { name: room.name }).click();
  await mary.page.waitForURL(`**/rooms/${room.id}`);
  if (mary.page.viewportSize()?.width === 390) return; // there the list is a screen of its own
  await head.click();
  await expect(list.getByRole("link")).toHaveCount(1);
  await expect(list.getByRole("link", { name: room.name })).toBeVisible();
});

test("on a phone, back leads from the conversation to the list, and forward to it again", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter, { viewport: { width: 390, height: 844 } });
  await mary.page.goto("/rooms");
  await connected(mary.page);
  const general = mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "General" });
  await general.click();
  await expect(mary.log).toBeVisible();
  await expect(general).toBeHidden();
  await mary.page.goBack();
  await expect(general).toBeVisible();
  await expect(mary.log).toBeHidden();
  await mary.page.goForward();
  await expect(mary.log).toBeVisible();
  await mary.page.getByRole("link", { name: /^Rooms/ }).click();
  await expect(general).toBeVisible();
});

test("the words of one tab are in the other: a draft, and what is sent", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const { id } = await mary.create({ kind: "closed", name: `Tabs ${mary.name}` });
  await mary.open(id);
  const tab = await mary.page.context().newPage();
  await tab.goto(`/rooms/${id}`);
  await connected(tab);
  await mary.say("Once, in both.");
  for (const page of [mary.page, tab]) {
    await expect(page.getByRole("article").filter({ hasText: "Once, in both." })).toHaveCount(1);
  }
  await mary.field.fill("Half a sentence");
  await tab.goto("/rooms");
  await expect(tab.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: /draft/ })).toHaveCount(1);
});
