import { devices } from "@playwright/test";
import { chatter, connected, storedMessages } from "./chatters";
import { expect, test } from "./fixtures";
import { wireOf } from "./wire";

test("a message on its way and the stored one are the same element of the same height", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const wire = await wireOf(mary.page);
  await mary.open("0");
  for (const text of [`First of ${mary.name}`, `Second of ${mary.name}`]) {
    wire.hold();
    await mary.say(text);
    const article = mary.message(text);
    await expect(article).toContainText("Sending");
    await article.evaluate((element) => element.setAttribute("data-seen", "yes"));
    const before = await article.boundingBox();
    wire.release();
    await expect(article.getByRole("time")).toBeAttached();
    await expect(article).not.toContainText("Sending");
    await expect(article).toHaveAttribute("data-seen", "yes");
    expect(await article.boundingBox()).toEqual(before);
  }
});

test("a message written while the server is away says so, and arrives once when it is back", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await banter.stop();
  const text = `Is anybody there? ${mary.name}`;
  await mary.say(text);
  await expect(mary.message(text)).toContainText("Sending");
  await expect(mary.page.getByRole("status")).toHaveText("Offline: messages go out when you are back");
  await banter.restart();
  await expect(mary.message(text)).not.toContainText("Sending", { timeout: 20_000 });
  await expect(mary.page.getByRole("status")).toHaveText(/Back online|Connected/);
  expect(await storedMessages(mary.page, "0", text)).toHaveLength(1);
  await mary.page.reload();
  await expect(mary.message(text)).toHaveCount(1);
});

test("a refused message is not sent; it can be tried again, or deleted", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const wire = await wireOf(mary.page);
  await mary.open("0");
  const refused = async (text: string) => {
    wire.refuseNext("forbidden");
    await mary.say(text);
    await expect(mary.message(text)).toContainText("Not sent");
    return mary.message(text);
  };
  const first = await refused(`Again ${mary.name}`);
  await first.getByRole("button", { name: "Retry" }).click();
  await expect(first.getByRole("time")).toBeAttached();
  await expect(first).not.toContainText("Not sent");
  expect(await storedMessages(mary.page, "0", `Again ${mary.name}`)).toHaveLength(1);

  const second = await refused(`Never mind ${mary.name}`);
  await second.getByRole("button", { name: "Delete" }).click();
  await expect(second).toHaveCount(0);
  await mary.page.reload();
  await connected(mary.page);
  await expect(second).toHaveCount(0);
});

test("a reload keeps a message that is not sent yet", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const wire = await wireOf(mary.page);
  await mary.open("0");
  wire.hold();
  const text = `Still here ${mary.name}`;
  await mary.say(text);
  await expect(mary.message(text)).toContainText("Sending");
  await wire.cut();
  await mary.page.reload();
  await expect(mary.message(text)).toContainText("Sending");
  expect(await storedMessages(mary.page, "0", text)).toHaveLength(0);
  wire.mend();
  await expect(mary.message(text)).not.toContainText("Sending", { timeout: 20_000 });
  await expect(mary.message(text)).toHaveCount(1);
});

test("a draft is there after a reload, and gone once it is sent", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.field.fill("half a thought");
  await mary.page.reload();
  await expect(mary.field).toHaveValue("half a thought");
  await mary.page.getByRole("button", { name: "Send" }).click();
  await expect(mary.field).toHaveValue("");
  await mary.page.reload();
  await connected(mary.page);
  await expect(mary.field).toHaveValue("");
});

test("what is typed before the scripts have come stays, and can be sent", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  let arrive: () => void = () => undefined;
  const scripts = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await mary.page.route(/\.js(\?|$)/, async (route) => {
    await scripts;
    await route.continue();
  });
  await mary.page.goto("/rooms/0", { waitUntil: "commit" });
  const text = `Typed early by ${mary.name}`;
  await mary.field.fill(text);
  arrive();
  await connected(mary.page);
  await expect(mary.field).toHaveValue(text);
  await mary.page.getByRole("button", { name: "Send" }).click();
  await expect(mary.message(text)).toHaveCount(1);
  await expect(mary.field).toHaveValue("");
});

test("a text that is too long is not sent, and says by how much", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await mary.say("a".repeat(4_012));
  await expect(mary.page.getByRole("alert").filter({ hasText: "12 characters too many" })).toBeVisible();
  await expect(mary.field).not.toHaveValue("");
  await mary.field.fill("a".repeat(4_000));
  await expect(mary.page.getByText("too many")).toHaveCount(0);
});

test("with a keyboard, Enter sends and Shift+Enter is a new line", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { hasTouch: false, isMobile: false });
  await mary.open("0");
  await mary.field.fill(`Two lines of ${mary.name}:`);
  await mary.field.press("Shift+Enter");
  await mary.field.pressSequentially("the second");
  await mary.field.press("Enter");
  await expect(mary.message(`Two lines of ${mary.name}:\nthe second`)).toHaveCount(1);
  await expect(mary.field).toHaveValue("");
});

test("on a phone, Enter is a new line, and a tap on Send keeps the keyboard open", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } });
  await mary.open("0");
  await mary.field.tap();
  await mary.field.pressSequentially(`Tapped by ${mary.name}`);
  await mary.field.press("Enter");
  await mary.field.pressSequentially("twice");
  await mary.page.getByRole("button", { name: "Send" }).tap();
  await expect(mary.message(`Tapped by ${mary.name}\ntwice`)).toHaveCount(1);
  await expect(mary.field).toBeFocused();
});
