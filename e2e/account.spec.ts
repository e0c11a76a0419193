import type { Browser, Page } from "@playwright/test";
import { type Chatter, chatter, connected } from "./chatters";
import { expect, test } from "./fixtures";

const PASSWORD = "correct horse battery";
const NEXT = "another horse battery";

async function changePassword(page: Page, current: string, next: string): Promise<void> {
  await page.goto("/account");
  await page.getByRole("link", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill(current);
  await page.getByLabel("New password").fill(next);
  await page.getByRole("button", { name: "Change password" }).click();
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Username" }).fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function deleteAccount(page: Page, password: string): Promise<void> {
  await page.goto("/account");
  await page.getByRole("link", { name: "Delete account" }).click();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Delete my account" }).click();
}

const direct = async (me: Chatter, other: Chatter) => {
  const answer = await me.page.request.post("/api/rooms", { data: { kind: "direct", userId: other.id } });
  return ((await answer.json()) as { id: string }).id;
};

const shownAs = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    const person = (browser: Browser, banter: { url: string }) => chatter(browser, banter, { javaScriptEnabled });

    test("a person changes their password, stays here, and is signed out elsewhere", async ({
      browser,
      banter,
      page: elsewhere,
    }) => {
      const { page, name } = await person(browser, banter);
      await signIn(elsewhere, name, PASSWORD);
      await connected(elsewhere);
      await changePassword(page, "not my password", NEXT);
      await expect(page.getByRole("alert").first()).toHaveText("This is not your current password.");
      await expect(page.getByLabel("Current password")).toHaveValue("");
      await changePassword(page, PASSWORD, NEXT);
      await expect(page.getByText("Your password is changed.")).toBeVisible();
      await expect(elsewhere).toHaveURL(/\/sign-in/);
      await page.goto("/rooms/0");
      await expect(page.getByRole("log", { name: "General" })).toBeVisible();
      await signIn(elsewhere, name, PASSWORD);
      await expect(elsewhere.getByRole("alert").first()).toContainText("do not fit together");
      await signIn(elsewhere, name, NEXT);
      await expect(elsewhere.getByRole("log", { name: "General" })).toBeVisible();
    });

    test("a person deletes their account, and what they said stays under another name", async ({ browser, banter }) => {
      const [ana, joe] = [await person(browser, banter), await chatter(browser, banter)];
      const roomId = await direct(joe, ana);
      await ana.post(roomId, "Before I go.");
      await joe.open(roomId);
      await expect(shownAs(joe.page, ana.name)).toBeVisible();
      await deleteAccount(ana.page, "not my password");
      await expect(ana.page.getByRole("alert").first()).toHaveText("This is not your current password.");
      await deleteAccount(ana.page, PASSWORD);
      await expect(ana.page.getByText("Your account is deleted.")).toBeVisible();

      await expect(shownAs(joe.page, "Deleted account")).toBeVisible();
      await expect(joe.page.getByText("Nobody reads here any more.")).toBeVisible();
      await expect(joe.message("Before I go.")).toContainText("Deleted account");
      await expect(joe.field).toHaveCount(0);
      await joe.page.goto(`/people?q=${encodeURIComponent(ana.name)}`);
      await expect(joe.page.getByText(/^Nobody is called/)).toBeVisible();
      await signIn(ana.page, ana.name, PASSWORD);
      await expect(ana.page.getByRole("alert").first()).toContainText("do not fit together");
    });

    test("a person blocks another, who cannot write to them until they take it back", async ({ browser, banter }) => {
      const [ana, joe] = [await person(browser, banter), await person(browser, banter)];
      const roomId = await direct(ana, joe);
      await ana.page.goto(`/rooms/${roomId}/members`);
      await ana.page.getByRole("button", { name: `Block ${joe.name}` }).click();
      await expect(ana.page.getByRole("button", { name: `Unblock ${joe.name}` })).toBeVisible();
      await ana.page.goto(`/rooms/${roomId}`);
      await expect(ana.page.getByText(`You have blocked ${joe.name}.`)).toBeVisible();
      await expect(ana.field).toHaveCount(0);

      await joe.page.goto(`/rooms/${roomId}`);
      await joe.say("Can you read this?");
      await expect(joe.page.getByText(`You cannot write to ${ana.name}.`).first()).toBeVisible();
      await ana.page.goto("/account");
      await ana.page.getByRole("button", { name: `Unblock ${joe.name}` }).click();
      await expect(ana.page.getByText("You have blocked nobody.")).toBeVisible();
      await ana.page.goto(`/rooms/${roomId}`);
      await expect(ana.field).toBeVisible();
      await joe.page.goto(`/rooms/${roomId}`);
      await joe.say("And this?");
      await expect(joe.message("And this?")).toBeVisible();
      await ana.page.goto(`/rooms/${roomId}`);
      await expect(ana.message("And this?")).toBeVisible();
      await expect(ana.message("Can you read this?")).toHaveCount(0);
    });
  });
}

test("blocking and unblocking is seen in all tabs at once", async ({ browser, banter }) => {
  const [ana, joe] = [await chatter(browser, banter), await chatter(browser, banter)];
  const roomId = await direct(ana, joe);
  await ana.open(roomId);
  const other = await ana.page.context().newPage();
  await other.goto("/people");
  await other.getByRole("searchbox", { name: "Name" }).fill(joe.name);
  await other.getByRole("button", { name: "Search" }).click();
  await other.getByRole("button", { name: `Block ${joe.name}` }).click();
  await expect(ana.page.getByText(`You have blocked ${joe.name}.`)).toBeVisible();
  await ana.page.getByRole("button", { name: `Unblock ${joe.name}` }).click();
  await expect(ana.field).toBeVisible();
});

test("what a deleted account has left in the browser is gone, and another's is not", async ({ browser, banter }) => {
  const { page, id, open, field } = await chatter(browser, banter);
  await open("0");
  await field.fill("never sent");
  await page.evaluate(() => localStorage.setItem("banter:draft:4000000:0", "of somebody else"));
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("banter:draft:")));
  expect((await kept()).sort()).toContain(`banter:draft:${id}:0`);
  await deleteAccount(page, PASSWORD);
  await expect(page.getByText("Your account is deleted.")).toBeVisible();
  await expect.poll(kept).toEqual(["banter:draft:4000000:0"]);
  await page.reload();
  await expect(page.getByText("Your account is deleted.")).toHaveCount(0);
});

test("a copy of one's data is a file", async ({ browser, banter }) => {
  const { page, name } = await chatter(browser, banter);
  await page.goto("/account");
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download my data" }).click();
  const file = await arriving;
  expect(file.suggestedFilename()).toBe("banter-data.ndjson");
  const first = (await (await file.createReadStream()).toArray()).join("").split("\n")[0] ?? "";
  expect(JSON.parse(first)).toMatchObject({ type: "account", username: name });
});
