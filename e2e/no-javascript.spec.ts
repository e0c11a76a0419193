import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

test.use({ javaScriptEnabled: false });

const newName = () => `Nora ${randomUUID().slice(0, 8)}`;
const log = (page: Page) => page.getByRole("log");
const rooms = (page: Page) => page.getByRole("navigation", { name: "Rooms" });

async function register(page: Page): Promise<string> {
  const name = newName();
  await page.goto("/");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("textbox", { name: "Username" }).fill(name);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/rooms\/0$/);
  return name;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(log(page).getByRole("article").filter({ hasText: text })).toBeVisible();
}

async function post(page: Page, roomId: string, message: string): Promise<void> {
  const answer = await page.request.post(`/api/rooms/${roomId}/messages`, { data: { id: randomUUID(), message } });
  expect(answer.status()).toBe(201);
}

test("a person registers, signs out and signs in again", async ({ page }) => {
  const name = await register(page);
  await page.goto("/rooms");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/rooms/0");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole("textbox", { name: "Username" }).fill(name);
  await page.getByLabel("Password").fill("not my password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toHaveText("This username and password do not fit together.");
  await expect(page.getByRole("textbox", { name: "Username" })).toHaveValue(name);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/rooms\/0$/);
});

test("a person tries a demo person with one press", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Try as Mary" }).click();
  await expect(page.getByRole("log", { name: "General" })).toBeVisible();
});

test("a person reads General and sends, once for a form that is sent twice", async ({ page }) => {
  const name = await register(page);
  const text = `Plain words of ${name}`;
  await expect(page.getByRole("log", { name: "General" }).getByRole("article").first()).toBeVisible();
  const id = await page.locator('input[name="id"]').inputValue();
  await say(page, text);
  const mine = log(page).getByRole("article").filter({ hasText: text });
  await expect(mine).toContainText(name);
  const again = await page.request.post("/api/rooms/0/messages", { data: { id, message: text } });
  expect(again.status()).toBe(200);
  await page.getByRole("link", { name: "Refresh" }).click();
  await expect(mine).toHaveCount(1);
});

test("a room that is not there says so, in a page that is one", async ({ page }) => {
  await register(page);
  const answer = await page.goto("/rooms/4000000");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});

test("a person who sends nothing is told so", async ({ page }) => {
  await register(page);
  await page.getByRole("textbox", { name: "Message" }).fill("   ");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toHaveText("A message needs some text.");
});

test("a person pages back through a room and forth again, and reaches every message once", async ({ page }) => {
  await register(page);
  const created = await page.request.post("/api/rooms", { data: { kind: "closed", name: "Long story" } });
  const { id } = (await created.json()) as { id: string };
  for (let number = 1; number <= 120; number++) await post(page, id, `Line ${number}.`);
  await page.goto(`/rooms/${id}`);
  const articles = log(page).getByRole("article");
  await expect(articles).toHaveCount(50);
  await expect(articles.last()).toContainText("Line 120.");
  await page.getByRole("link", { name: "Older messages" }).click();
  await expect(articles.first()).toContainText("Line 21.");
  await expect(articles.last()).toContainText("Line 70.");
  await page.getByRole("link", { name: "Older messages" }).click();
  await expect(articles).toHaveCount(20);
  await expect(page.getByRole("link", { name: "Older messages" })).toHaveCount(0);
  await page.getByRole("link", { name: "Newer messages" }).click();
  await expect(articles.first()).toContainText("Line 21.");
  await page.getByRole("link", { name: "Newest messages" }).click();
  await expect(articles.last()).toContainText("Line 120.");
});

test("a person opens a direct room, from People and from a name in the conversation", async ({ page }) => {
  await register(page);
  await page.goto("/people");
  await page.getByRole("searchbox", { name: "Name" }).fill("Joe");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("button", { name: "Message Joe" }).click();
  await expect(page.getByRole("log", { name: "Joe" })).toBeVisible();
  await say(page, "Just you and me");
  await page.goto("/rooms/0");
  await log(page).getByRole("button", { name: "Pablo" }).first().click();
  await expect(page.getByRole("log", { name: "Pablo" })).toBeVisible();
});

test("a person creates a room, another finds it, joins, sees who is in, and leaves", async ({
  browser,
  page,
  baseURL,
}) => {
  const owner = await register(page);
  const name = `Garden of ${owner}`;
  await page.goto("/rooms/new");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("radio", { name: /^Open/ }).check();
  await page.getByRole("button", { name: "Create room" }).click();
  await expect(page.getByRole("log", { name })).toBeVisible();

  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) });
  const other = await context.newPage();
  const guest = await register(other);
  await other.goto("/rooms");
  await other.getByRole("button", { name: `Join ${name}` }).click();
  await expect(other.getByRole("log", { name })).toBeVisible();
  await other.getByRole("link", { name: `People in ${name}` }).click();
  const people = other.getByRole("main").getByRole("listitem");
  await expect(people.filter({ hasText: guest })).toBeVisible();
  await expect(people.filter({ hasText: owner })).toBeVisible();
  await other.getByRole("button", { name: "Leave room" }).click();
  await expect(other).toHaveURL(/\/rooms$/);
  await expect(rooms(other).getByRole("link", { name })).toHaveCount(0);
  await context.close();
});

test("a person who has seen a room has read it", async ({ page, banter }) => {
  await register(page);
  await page.goto("/people");
  await page.getByRole("searchbox", { name: "Name" }).fill("Alex");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("button", { name: "Message Alex" }).click();
  const roomId = new URL(page.url()).pathname.split("/").at(-1) as string;
  await asAlex(banter.url, roomId, "Seen this?");
  await page.goto("/rooms");
  const link = rooms(page).getByRole("link", { name: /^Alex/ });
  await expect(link).toHaveAccessibleName(/1 unread/);
  const seen = page.waitForResponse(/\/seen\?cursor=/);
  await page.goto(`/rooms/${roomId}`);
  expect((await seen).status()).toBe(204);
  await page.goto("/rooms");
  await expect(link).not.toHaveAccessibleName(/unread/);
});

async function asAlex(url: string, roomId: string, message: string): Promise<void> {
  const headers = { "Content-Type": "application/json" };
  const credentials = JSON.stringify({ username: "Alex", password: "password123" });
  const signedIn = await fetch(`${url}/api/session`, { method: "POST", headers, body: credentials });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const body = JSON.stringify({ id: randomUUID(), message });
  await fetch(`${url}/api/rooms/${roomId}/messages`, { method: "POST", headers: { ...headers, cookie }, body });
}
