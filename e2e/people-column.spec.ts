import { chatter } from "./chatters";
import { expect, test } from "./fixtures";

test("on a wide screen the people of a room stand beside the conversation, and one writes on", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter, { viewport: { width: 1280, height: 800 }, hasTouch: false });
  const joe = await chatter(browser, banter);
  const room = await joe.create({ kind: "closed", name: `Beside ${joe.name}`, memberIds: [mary.id, "1"] });
  await mary.open(room.id);
  await joe.open(room.id);
  const people = mary.page.getByRole("complementary", { name: `People in ${room.name}` });
  await mary.field.fill("Half a thought");
  await mary.page.getByRole("link", { name: `People in ${room.name}` }).click();
  await expect(people.getByRole("listitem").filter({ hasText: joe.name })).toContainText("online");
  await expect(people.getByRole("listitem").filter({ hasText: "Pablo" })).not.toContainText("online");
  await expect(mary.field).toHaveValue("Half a thought");
  await mary.page.keyboard.press("Escape");
  await expect(people).toHaveCount(0);
  await expect(mary.field).toBeFocused();
  await mary.page.getByRole("link", { name: `People in ${room.name}` }).click();
  await people.getByRole("button", { name: joe.name }).click();
  await expect(mary.page.getByRole("log", { name: joe.name })).toBeVisible();
});

test("on a phone they are a page", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { viewport: { width: 390, height: 844 } });
  await mary.open("0");
  await mary.page.getByRole("link", { name: "People in General" }).click();
  await expect(mary.page.getByRole("heading", { name: "Who is in General" })).toBeVisible();
});

test("where the code of the column does not come, the page of the people does", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { viewport: { width: 1280, height: 800 }, hasTouch: false });
  await mary.open("0");
  await mary.page.waitForLoadState("networkidle");
  await mary.page.route("**/*.js", (route) => route.abort());
  await mary.page.getByRole("link", { name: "People in General" }).click();
  await expect(mary.page.getByRole("heading", { name: "Who is in General" })).toBeVisible();
});
