import type { Page } from "@playwright/test";
import { type Chatter, chatter, connected, storedMessages } from "./chatters";
import { expect, test } from "./fixtures";
import { writePast } from "./stored-rooms";
import { wireOf } from "./wire";

const PASSWORD = "correct horse battery";

const status = (page: Page) => page.getByRole("status");
/** As behind a proxy that refuses it. */
const withoutWebSocket = ({ page }: Pick<Chatter, "page">) =>
  page.addInitScript(() => {
    class Refused extends EventTarget {
      onerror: (event: Event) => void = () => undefined;
      constructor() {
        super();
        setTimeout(() => this.onerror(new Event("error")));
      }
      send() {}
      close() {}
    }
    Object.assign(window, { WebSocket: Refused });
  });
const withoutStorage = ({ page }: Chatter) =>
  page.addInitScript("Storage.prototype.setItem = () => { throw new Error('there is no storage'); }");

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Username" }).fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/rooms\//);
}

const endSession = ({ page }: Chatter) => page.request.delete("/api/session", { data: {} });

test("where no WebSocket gets through, one talks and listens all the same", async ({ browser, banter }) => {
  test.setTimeout(180_000); // seven pages, one after the other, and a restart
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await joe.create({ kind: "closed", name: `Office of ${joe.name}`, memberIds: [mary.id] });
  await withoutWebSocket(mary);
  await mary.page.goto(`/rooms/${room.id}`);
  await expect(status(mary.page)).toHaveText(/Connected|Back online/, { timeout: 45_000 });
  await joe.post(room.id, "Can you hear me?");
  await expect(mary.message("Can you hear me?")).toBeVisible();
  await mary.say("Yes");
  await expect(mary.message("Yes")).not.toContainText("Sending");
  await expect(mary.message("Yes").getByRole("time")).toBeAttached();
  expect(await storedMessages(mary.page, room.id, "Yes")).toHaveLength(1);

  const tabs = await Promise.all(Array.from({ length: 6 }, () => mary.page.context().newPage()));
  for (const tab of tabs) {
    await withoutWebSocket({ page: tab });
    await tab.goto(`/rooms/${room.id}`); // more than a browser has connections for
    await expect(status(tab)).toHaveText("Connected", { timeout: 45_000 });
  }
  await Promise.all(tabs.map((tab) => tab.close()));

  await banter.restart();
  await joe.post(room.id, "And now?");
  await expect(mary.message("And now?")).toBeVisible({ timeout: 30_000 });
  await mary.page.reload();
  await expect(status(mary.page)).toHaveText("Connected");
  await expect(mary.log.getByRole("article")).toHaveCount(3);
  await joe.remove(room.id, mary.id);
  await expect(mary.page.getByText("You are no longer in this room.")).toBeVisible({ timeout: 30_000 });
  await endSession(mary);
  await expect(mary.page).toHaveURL(/\/sign-in/, { timeout: 30_000 });
});

test("what waits when the session ends goes out after signing in again", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const wire = await wireOf(mary.page);
  await mary.open("0");
  wire.holdMessages();
  const text = `Before the end, ${mary.name}`;
  await mary.say(text);
  await mary.field.fill("and a thought");
  await endSession(mary);
  await expect(mary.page).toHaveURL(/\/sign-in/);
  wire.drop();
  await signIn(mary.page, mary.name);
  await mary.page.goto("/rooms/0");
  await expect(mary.message(text).getByRole("time")).toBeAttached();
  await expect(mary.message(text)).not.toContainText("Sending");
  await expect(mary.field).toHaveValue("and a thought");
  expect(await storedMessages(mary.page, "0", text)).toHaveLength(1);
});

test("somebody else in the same browser sees and sends nothing of it, in no tab", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const wire = await wireOf(mary.page);
  await mary.open("0");
  wire.holdMessages();
  const text = `Only for my eyes, ${mary.name}`;
  await mary.say(text);
  await expect(mary.message(text)).toContainText("Sending");
  await mary.field.fill("half a thought");
  const other = await mary.page.context().newPage();
  await other.request.post("/api/session", { data: { username: joe.name, password: PASSWORD } });
  await other.goto("/rooms/0");
  await connected(other);
  await expect(other.getByText(text)).toHaveCount(0);
  await expect(other.getByRole("textbox", { name: "Message" })).toHaveValue("");
  await expect(mary.message(text)).toHaveCount(0); // the page has been loaded again, for joe
  await expect(mary.field).toHaveValue("");
  await connected(mary.page);
  expect(await storedMessages(other, "0", text)).toHaveLength(0);
});

test("a browser that keeps nothing says so while something waits, and sends it all the same", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  await withoutStorage(mary);
  const wire = await wireOf(mary.page);
  await mary.open("0");
  wire.refuseNext("unavailable", 2);
  const text = `Kept by nobody, ${mary.name}`;
  await mary.say(text);
  await expect(status(mary.page)).toContainText("Keep this page open");
  await expect(mary.message(text)).not.toContainText("Sending", { timeout: 20_000 });
  expect(await storedMessages(mary.page, "0", text)).toHaveLength(1);
  await connected(mary.page);
});

test("a gap too long is said, and paging back from there leaves no hole", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await joe.create({ kind: "closed", name: `Busy ${joe.name}`, memberIds: [mary.id] });
  await joe.post(room.id, "The last that Mary saw");
  const wire = await wireOf(mary.page);
  await mary.open(room.id);
  await wire.cut();
  await mary.page.evaluate(() => window.dispatchEvent(new Event("offline")));
  const at = Math.floor(Date.now() / 1000) + 1;
  const said = Array.from({ length: 230 }, (_, index) => ({ from: joe.id, text: `Missed ${index + 1}.`, at }));
  await writePast(banter.redisUrl, room.id, said);
  wire.mend();
  await mary.page.evaluate(() => window.dispatchEvent(new Event("online")));
  await expect(status(mary.page)).toContainText("Much was said meanwhile", { timeout: 30_000 });
  await expect(mary.message("Missed 230.")).toBeVisible();
  await expect(async () => {
    await mary.log.evaluate((log) => log.querySelector("article")?.scrollIntoView());
    await expect(mary.message("The last that Mary saw")).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
  const texts = await mary.log.getByRole("article").allInnerTexts();
  const numbers = texts.flatMap((text) => /Missed (\d+)\./.exec(text)?.[1] ?? []).map(Number);
  expect(numbers).toEqual(said.map((_, index) => index + 1));
});

// a phone has the list on a page of its own, so it cannot be seen there that the room has gone from it
test("who was removed finds nothing of the room by going back", { tag: "@not-phone" }, async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await joe.create({ kind: "closed", name: `Secrets of ${joe.name}`, memberIds: [mary.id] });
  await joe.post(room.id, "The cake is in the cellar");
  await mary.open(room.id);
  await expect(mary.message("The cake is in the cellar")).toBeVisible();
  const rooms = mary.page.getByRole("navigation", { name: "Rooms" });
  await mary.page.goto("/rooms/0");
  await rooms.getByRole("link", { name: room.name }).click();
  await expect(mary.message("The cake is in the cellar")).toBeVisible();
  await mary.page.goBack();
  await expect(mary.page).toHaveURL(/\/rooms\/0$/);
  await joe.remove(room.id, mary.id);
  await expect(rooms.getByRole("link", { name: room.name })).toHaveCount(0);
  await mary.page.goForward();
  await expect(mary.page).toHaveURL(new RegExp(`/rooms/${room.id}$`));
  await expect(mary.page.getByText("There is nothing here")).toBeVisible();
  await expect(mary.page.getByText("The cake is in the cellar")).toHaveCount(0);
});

test("on a slow network a message goes out once, and the page is the same as on a fast one", async ({
  browser,
  banter,
}) => {
  const mary = await chatter(browser, banter);
  const slow = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 };
  const devtools = await mary.page.context().newCDPSession(mary.page);
  await devtools.send("Network.emulateNetworkConditions", slow);
  await mary.page.goto("/rooms/0", { timeout: 45_000 });
  const text = `Slowly, ${mary.name}`;
  await mary.field.fill(text);
  await expect(status(mary.page)).toHaveText("Connected", { timeout: 45_000 });
  await expect(mary.field).toHaveValue(text);
  await mary.page.getByRole("button", { name: "Send" }).click();
  await expect(mary.message(text).getByRole("time")).toBeAttached();
  await expect(mary.message(text)).toHaveCount(1);
  expect(await storedMessages(mary.page, "0", text)).toHaveLength(1);
});
