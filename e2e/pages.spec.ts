import { chatter } from "./chatters";
import { expect, test } from "./fixtures";

test("a closed room and one that does not exist are the same page to an outsider", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  const joe = await chatter(browser, banter);
  const room = await mary.create({ kind: "closed", name: "Surprise party" });
  await mary.page.goto(`/rooms/${room.id}`);
  await expect(mary.page.getByRole("log", { name: "Surprise party" })).toBeVisible();
  for (const path of ["", "/members", "/at/1795489071", "?before=1795489071"]) {
    const closed = await joe.page.goto(`/rooms/${room.id}${path}`);
    const seen = await joe.page.getByRole("main").textContent();
    const missing = await joe.page.goto(`/rooms/4000000${path}`);
    expect([closed?.status(), missing?.status()]).toEqual([404, 404]);
    expect(seen).toContain("There is nothing here");
    expect(await joe.page.getByRole("main").textContent()).toBe(seen);
    expect(await joe.page.content()).not.toContain("Surprise party");
  }
});

test("every page fits 320 pixels", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { viewport: { width: 320, height: 640 } });
  const room = await mary.create({ kind: "open", name: "A room with the longest name that anybody would ever give" });
  await mary.post(room.id, `${"unbroken".repeat(40)} https://example.org/${"path/".repeat(30)}`);
  const paths = ["/rooms", `/rooms/${room.id}`, `/rooms/${room.id}/members`, "/rooms/new", "/people", "/sessions"];
  for (const path of [...paths, "/rooms/4000000"]) {
    await mary.page.goto(path);
    const [wide, window] = await mary.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide, path).toBeLessThanOrEqual(window as number);
  }
});

test("the way in leads to where one wanted to go, and never to another website", async ({ browser, baseURL }) => {
  for (const [wanted, reached] of [
    ["/people", "/people"],
    ["//example.org/", "/rooms/0"],
    ["https://example.org/", "/rooms/0"],
    ["/\\example.org", "/rooms/0"],
  ] as const) {
    const page = await browser.newPage();
    await page.goto(`${baseURL}/sign-in?next=${encodeURIComponent(wanted)}`);
    await page.getByRole("button", { name: "Try as Pablo" }).click();
    await expect(page).toHaveURL(`${baseURL}${reached}`);
    await page.close();
  }
});

test("a session that I end elsewhere is signed out at once", async ({ browser, banter, page }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Username" }).fill(mary.name);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/rooms\//);
  await page.goto("/sessions");
  const others = page.getByRole("main").getByRole("listitem").filter({ hasNotText: "this one" });
  await expect(others).toHaveCount(1);
  await others.getByRole("button", { name: /^End/ }).click();
  await expect(others).toHaveCount(0);
  await expect(mary.page).toHaveURL(/\/sign-in/);
});
