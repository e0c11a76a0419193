import type { Locator } from "@playwright/test";
import { type Chatter, chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

const copied = (mary: Chatter) => mary.page.evaluate(() => navigator.clipboard.readText());
const isPhone = ({ page }: Chatter) => (page.viewportSize()?.width ?? 0) < 720;
const roomLink = (mary: Chatter, name: string) =>
  mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name });

/** A room of two people in which the other has said three things. */
async function threeSaid(joe: Chatter, mary: Chatter) {
  const room = await joe.create({ kind: "closed", name: `Acts ${joe.name}`, memberIds: [mary.id] });
  for (const text of ["One.", "Two.", "Three."]) await joe.post(room.id, text);
  await mary.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await mary.open(room.id);
  return room;
}

/** The actions of a message: beside it where there is a mouse, in the sheet of "⋯" on a phone. */
async function act(mary: Chatter, message: Locator, name: string): Promise<void> {
  if (isPhone(mary)) {
    await message.click();
    await message.getByRole("button", { name: "Message actions" }).click();
    await mary.page.getByRole("dialog").getByRole("button", { name }).click();
    await expect(mary.page.getByRole("dialog")).toHaveCount(0);
  } else {
    await message.hover();
    await message.getByRole("toolbar").getByRole("button", { name }).click();
  }
}

test("the text of a message is copied, and a link to it leads to it", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await threeSaid(joe, mary);
  await act(mary, mary.message("Two."), "Copy text");
  await expect.poll(() => copied(mary)).toBe("Two.");
  await act(mary, mary.message("Two."), "Copy link");
  await expect.poll(() => copied(mary)).toMatch(/\/rooms\/\d+\/at\/[\d.]+$/);
  await mary.page.goto(await copied(mary));
  await expect(mary.page.locator("#target")).toContainText("Two.");
  await expect(mary.page.locator("#target")).toBeInViewport();
});

test("a room marked as unread stays so while it is open, in every tab, and is read when one comes back", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await threeSaid(joe, mary);
  const tab = await mary.page.context().newPage();
  await tab.goto("/rooms");
  await connected(tab);
  const inTab = tab.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room.name });
  await expect(inTab).not.toHaveAccessibleName(/unread/);
  await act(mary, mary.message("Two."), "Mark unread from here");
  await expect(inTab).toHaveAccessibleName(/2 unread/);
  await expect(mary.log.getByText("New", { exact: true })).toBeVisible();
  await joe.post(room.id, "Four.");
  await expect(mary.message("Four.")).toBeVisible();
  await expect(inTab).toHaveAccessibleName(/3 unread/);
  await mary.page.goto("/rooms");
  await expect(roomLink(mary, room.name)).toHaveAccessibleName(/3 unread/);
  await roomLink(mary, room.name).click();
  await expect(mary.log.getByText("New", { exact: true })).toBeVisible();
  await expect(inTab).not.toHaveAccessibleName(/unread/);
});

test("what can be done with a message comes and goes without moving any", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await threeSaid(joe, mary);
  const tops = () =>
    mary.log.getByRole("article").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  const before = await tops();
  for (const text of ["One.", "Two.", "Three."]) {
    await mary.message(text).click();
    await expect(
      mary.message(text).getByRole("button", { name: isPhone(mary) ? "Message actions" : "More" }),
    ).toBeVisible();
    expect(await tops()).toEqual(before);
  }
});

test("from a message one writes to its author alone", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await threeSaid(joe, mary);
  const message = mary.message("One.");
  await message.hover();
  await message.getByRole("button", { name: isPhone(mary) ? "Message actions" : "More" }).click();
  await mary.page
    .getByRole("button", { name: `Message ${joe.name}` })
    .last()
    .click();
  await expect(mary.page.getByRole("log", { name: joe.name })).toBeVisible();
});

test("a long press opens what can be done, and scrolling does not", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { hasTouch: true, viewport: { width: 390, height: 844 } });
  const joe = await chatter(browser, banter);
  await threeSaid(joe, mary);
  const touches = await mary.page.context().newCDPSession(mary.page);
  const { x, y } = (await mary.message("Two.").getByText("Two.").boundingBox()) ?? { x: 0, y: 0 };
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", at = y + 4) =>
    touches.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: x + 4, y: at }],
    });
  const sheet = mary.page.getByRole("dialog", { name: `Message of ${joe.name}` });
  await touch("touchStart");
  await touch("touchMove", y - 60);
  await touch("touchEnd");
  await touch("touchStart");
  await expect(sheet).toBeVisible();
  await touch("touchEnd");
  await expect(sheet.getByText("Two.")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toHaveCount(0);
});

test("what can be done with a message opens without a network once one has been near it", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await threeSaid(joe, mary);
  const more = mary.message("One.").getByRole("button", { name: isPhone(mary) ? "Message actions" : "More" });
  await mary.page.waitForLoadState("networkidle");
  const came: string[] = [];
  mary.page.on("requestfinished", (request) => came.push(request.url()));
  await mary.message("One.").hover();
  await expect.poll(() => came.filter((url) => url.endsWith(".js")).length).toBeGreaterThan(0);
  await mary.page.waitForLoadState("networkidle");
  await expect(more).toBeVisible();
  await mary.page.context().setOffline(true);
  await more.click();
  await expect(mary.page.getByRole("dialog", { name: `Message of ${joe.name}` })).toBeVisible();
});

test("where the code of what can be done with a message does not come, it comes when one is near again", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  await threeSaid(joe, mary);
  const more = mary.message("One.").getByRole("button", { name: isPhone(mary) ? "Message actions" : "More" });
  await mary.page.waitForLoadState("networkidle");
  const failed = mary.page.waitForEvent("requestfailed", (request) => request.url().endsWith(".js"));
  await mary.page.route("**/*.js", (route) => route.abort());
  await mary.message("One.").hover();
  await failed;
  if (isPhone(mary)) {
    await more.click();
    await expect(mary.page.getByText("What can be done with a message did not come. Try again.")).toBeVisible();
  }
  await mary.page.unroute("**/*.js");
  await mary.message("Two.").hover();
  await mary.message("One.").hover();
  await more.click();
  await expect(mary.page.getByRole("dialog", { name: `Message of ${joe.name}` })).toBeVisible();
});
