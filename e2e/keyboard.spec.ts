import type { Page } from "@playwright/test";
import { type Chatter, chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

const switcher = (page: Page) => page.getByRole("dialog", { name: "Find a room or person" });
const query = (page: Page) => switcher(page).getByRole("combobox");
const choices = (page: Page) => switcher(page).getByRole("option");
const chosen = (page: Page) => switcher(page).getByRole("option", { selected: true });
const conversation = (page: Page, name: string) => page.getByRole("log", { name, exact: true });

async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(query(page)).toBeFocused();
  await page.keyboard.type(text);
}

/** Mary in General, with two rooms of hers that come after it in the list. */
async function maryAndHerRooms(mary: Chatter) {
  const attic = await mary.create({ kind: "closed", name: `Attic ${mary.name}` });
  const zoo = await mary.create({ kind: "closed", name: `Zoo ${mary.name}` });
  return { attic, zoo };
}

test("a person signs in, goes to another room, writes and sends, and asks for help, without a mouse", async ({
  browser,
  banter,
  page,
}) => {
  const mary = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: `Garden ${mary.name}` });
  await page.goto("/sign-in");
  await expect(page.getByRole("textbox", { name: "Username" })).toBeFocused();
  await page.keyboard.type(mary.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type("correct horse battery");
  await page.keyboard.press("Enter");
  await expect(conversation(page, "General")).toBeVisible();
  await connected(page);

  await find(page, "garden");
  await expect(chosen(page)).toHaveAccessibleName(`${room.name}, Closed room`);
  await page.keyboard.press("Enter");
  await expect(conversation(page, room.name)).toBeVisible();
  const field = page.getByRole("textbox", { name: "Message" });
  await expect(field).toBeFocused();
  await page.keyboard.type("Is this a question?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article").filter({ hasText: "Is this a question?" })).toBeVisible();

  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Send" })).toBeFocused();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByRole("definition").filter({ hasText: "CtrlK" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(switcher(page)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Send" })).toBeFocused();
  await expect(conversation(page, room.name)).toBeVisible();
});

test("the switcher finds a person, and begins a conversation", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await mary.open("0");
  await find(mary.page, joe.name.toLowerCase());
  await expect(choices(mary.page)).toHaveCount(1);
  await expect(chosen(mary.page)).toHaveAccessibleName(`${joe.name}, Start a conversation`);
  await mary.page.keyboard.press("Enter");
  await expect(conversation(mary.page, joe.name)).toBeVisible();
  await expect(switcher(mary.page)).toHaveCount(0);
  await find(mary.page, joe.name);
  await expect(choices(mary.page)).toHaveCount(1);
  await expect(chosen(mary.page)).toHaveAccessibleName(`${joe.name}, Direct message`);
});

test("the switcher finds an open room, and joins it", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await joe.create({ kind: "open", name: `Orchard ${joe.name}` });
  await joe.post(room.id, "Apples, mostly.");
  await mary.open("0");
  await find(mary.page, room.name.replace("Orchard", "ÓRCHARD"));
  await expect(chosen(mary.page)).toHaveAccessibleName(`${room.name}, Open room · join`);
  await chosen(mary.page).click();
  await expect(conversation(mary.page, room.name)).toBeVisible();
  await expect(mary.message("Apples, mostly.")).toBeVisible();
  await expect(
    mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room.name }),
  ).toBeVisible();
});

test("without a query the unread room is first, and the arrows go round", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const { zoo } = await maryAndHerRooms(mary);
  const cake = await joe.create({ kind: "closed", name: `Cake ${joe.name}`, memberIds: [mary.id] });
  await mary.open(zoo.id);
  await joe.post(cake.id, "Still warm.");
  await mary.say("The newest of all, but I am here already.");
  await expect(mary.message("The newest of all")).toBeVisible();
  await mary.page.keyboard.press("Control+k");
  await expect(chosen(mary.page)).toHaveAccessibleName(`${cake.name}, Closed room, 1 unread`);
  await expect(choices(mary.page).last()).toHaveAccessibleName(`${zoo.name}, Closed room`);
  await mary.page.keyboard.press("ArrowUp");
  await expect(chosen(mary.page)).toHaveAccessibleName(`${zoo.name}, Closed room`);
  await mary.page.keyboard.press("ArrowDown");
  await expect(choices(mary.page).first()).toHaveAttribute("aria-selected", "true");
  await mary.page.keyboard.press("End");
  await expect(choices(mary.page).last()).toHaveAttribute("aria-selected", "true");
  await mary.page.keyboard.press("Home");
  await mary.page.keyboard.press("Enter");
  await expect(mary.message("Still warm.")).toBeVisible();
});

test("where nothing is found it says so, and offers a new room", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await find(mary.page, "qqjx");
  await expect(switcher(mary.page).getByText("Nobody and no room called “qqjx”.")).toBeVisible();
  await expect(query(mary.page)).toHaveAttribute("aria-expanded", "false");
  await switcher(mary.page).getByRole("link", { name: "New room" }).click();
  await expect(mary.page).toHaveURL(/\/rooms\/new$/);
  await expect(switcher(mary.page)).toHaveCount(0);
});

test("when the server does not answer, what is known is found all the same", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.page.route(/\/api\/users\?q=/, (route) => route.abort());
  await find(mary.page, "gen");
  await expect(chosen(mary.page)).toHaveAccessibleName("General, Room");
  await expect(switcher(mary.page).getByText("The server does not answer")).toBeVisible();
});

test("Find opens the switcher, and Esc or the same keys lead back to where one was", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  const link = mary.page.getByRole("link", { name: "Find" });
  await link.click();
  await expect(query(mary.page)).toBeFocused();
  await mary.page.keyboard.press("Escape");
  await expect(switcher(mary.page)).toHaveCount(0);
  await expect(link).toBeFocused();
  await mary.field.fill("Half a sen");
  await mary.page.keyboard.press("Control+k");
  await expect(query(mary.page)).toBeFocused();
  await mary.page.keyboard.press("Control+k");
  await expect(switcher(mary.page)).toHaveCount(0);
  await expect(mary.field).toBeFocused();
  await expect(mary.field).toHaveValue("Half a sen");
  const room = await mary.create({ kind: "closed", name: `Shed ${mary.name}` });
  await link.click();
  await mary.page.keyboard.type("shed");
  await mary.page.keyboard.press("Enter");
  await expect(conversation(mary.page, room.name)).toBeVisible();
  await expect(mary.field).toBeFocused();
});

test("on a phone Find opens the switcher, which a press closes", async ({ browser, banter }) => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const mary = await chatter(browser, banter, phone);
  await mary.page.goto("/rooms");
  await connected(mary.page);
  await mary.page.getByRole("link", { name: "Find a room or person" }).tap();
  await switcher(mary.page).getByRole("button", { name: "Close" }).tap();
  await expect(switcher(mary.page)).toHaveCount(0);
  await mary.page.getByRole("link", { name: "Find a room or person" }).tap();
  await chosen(mary.page).tap();
  await expect(conversation(mary.page, "General")).toBeVisible();
  await expect(mary.field).not.toBeFocused();
});

test("Alt with the arrows goes down and up the list, also while one types", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const { attic, zoo } = await maryAndHerRooms(mary);
  await mary.open(attic.id);
  await mary.page.keyboard.press("Alt+ArrowDown");
  await expect(conversation(mary.page, "General")).toBeVisible();
  await expect(mary.field).toBeFocused();
  await mary.page.keyboard.type("A draft?");
  await mary.page.keyboard.press("Alt+ArrowDown");
  await expect(conversation(mary.page, zoo.name)).toBeVisible();
  await mary.page.keyboard.press("Alt+ArrowUp");
  await expect(conversation(mary.page, "General")).toBeVisible();
  await expect(mary.field).toHaveValue("A draft?");
  await mary.page.keyboard.press("Alt+ArrowUp");
  await expect(conversation(mary.page, attic.name)).toBeVisible();
  await mary.page.keyboard.press("Alt+ArrowDown");
  await mary.page.keyboard.press("Alt+ArrowDown");
  await expect(conversation(mary.page, zoo.name)).toBeVisible();
});

test("on a Mac it is the key that stands on the keyboard", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.page.addInitScript(() => Object.defineProperty(navigator, "platform", { get: () => "MacIntel" }));
  await mary.open("0");
  await expect(mary.page.getByRole("link", { name: "Find" })).toHaveText(/⌘K$/);
  await mary.page.keyboard.press("Meta+k");
  await expect(query(mary.page)).toBeFocused();
});

test("Alt and Shift with the arrows goes to what is unread, and stays where nothing is", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const { attic } = await maryAndHerRooms(mary);
  const cake = await joe.create({ kind: "closed", name: `Cake ${joe.name}`, memberIds: [mary.id] });
  await mary.open(attic.id);
  await joe.post(cake.id, "Still warm.");
  const link = mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: cake.name });
  await expect(link).toHaveAccessibleName(/1 unread/);
  await mary.page.keyboard.press("Alt+Shift+ArrowDown");
  await expect(mary.message("Still warm.")).toBeVisible();
  await expect(link).not.toHaveAccessibleName(/unread/);
  await mary.page.keyboard.press("Alt+Shift+ArrowUp");
  await mary.field.fill("Nothing is unread, so I am still here.");
  await mary.page.keyboard.press("Enter");
  await expect(mary.message("so I am still here.")).toBeVisible();
  await expect(conversation(mary.page, cake.name)).toBeVisible();
});

test("the foot of the list opens the help", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.page.getByRole("button", { name: "Keys" }).click();
  const help = mary.page.getByRole("dialog", { name: "Keys" });
  await expect(help.getByRole("term").filter({ hasText: "Next unread room" })).toBeVisible();
  await help.getByRole("button", { name: "Close" }).click();
  await expect(help).toHaveCount(0);
  await expect(mary.page.getByRole("button", { name: "Keys" })).toBeFocused();
});

test("by keyboard one goes from message to message, acts on one, and comes back to the composer", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await joe.create({ kind: "closed", name: `Acts ${joe.name}`, memberIds: [mary.id] });
  for (const text of ["Two.", "Three."]) await joe.post(room.id, text);
  await mary.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await mary.open(room.id);
  await expect(mary.field).toBeFocused();
  await mary.page.keyboard.press("ArrowUp");
  await expect(mary.message("Three.")).toBeFocused();
  await mary.page.keyboard.press("ArrowUp");
  await expect(mary.message("Two.")).toBeFocused();
  await mary.page.keyboard.press("Tab"); // the author's name
  await mary.page.keyboard.press("Tab");
  await expect(mary.message("Two.").getByRole("button", { name: "Copy text" })).toBeFocused();
  await mary.page.keyboard.press("Enter");
  await expect.poll(() => mary.page.evaluate(() => navigator.clipboard.readText())).toBe("Two.");
  await mary.page.keyboard.press("ArrowDown");
  await mary.page.keyboard.press("ArrowDown");
  await expect(mary.field).toBeFocused();
  await mary.page.keyboard.press("ArrowUp");
  await mary.page.keyboard.press("Escape");
  await expect(mary.field).toBeFocused();
});

test("where the code of the switcher does not come, the page of the people does", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.page.waitForLoadState("networkidle");
  await mary.page.route("**/*.js", (route) => route.abort());
  await mary.page.keyboard.press("Control+k");
  await mary.page.waitForURL("**/people");
});
