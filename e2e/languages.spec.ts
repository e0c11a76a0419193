import { randomUUID } from "node:crypto";
import type { Locator } from "@playwright/test";
import { MESSAGE_MAX_CHARS, ROOM_NAME_MAX_CHARS, USERNAME_MAX_CHARS } from "../lib/limits";
import { chatter } from "./chatters";
import { expect, test } from "./fixtures";

const HEBREW = "שלום, מה שלומך היום?";
const ARABIC = "مرحبا بالجميع";

/** Where a text is drawn: the box of its letters, not of the element around them. */
const inkOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right } = range.getBoundingClientRect();
    return { left, right };
  });

const edgesOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return { left, right };
  });

const longName = () => `${"W".repeat(USERNAME_MAX_CHARS - 8)}${randomUUID().slice(0, 8)}`;

for (const text of [HEBREW, ARABIC, `${HEBREW} (Banter 2.0)`]) {
  test(`“${text}” stands at the right edge of the text, its author and time at the left`, async ({
    browser,
    banter,
  }) => {
    const mary = await chatter(browser, banter);
    const { id } = await mary.create({ kind: "closed", name: `Right ${mary.name}` });
    await mary.post(id, "Left.");
    await mary.post(id, text);
    await mary.open(id);
    const message = mary.message(text);
    const column = await edgesOf(message.getByText(text));
    const words = await inkOf(message.getByText(text));
    const latin = await inkOf(mary.message("Left.").getByText("Left."));
    expect(Math.abs(words.right - column.right)).toBeLessThan(2);
    expect(words.left).toBeGreaterThan(latin.left + 20);
    expect(Math.abs(column.left - latin.left)).toBeLessThan(2);
  });
}

test("a name from right to left stands where names stand, and what follows it stays behind it", async ({
  browser,
  banter,
}) => {
  const name = `דנה ${randomUUID().slice(0, 8)}`;
  const mary = await chatter(browser, banter);
  const dana = await chatter(browser, banter, { name });
  const { id } = await mary.create({ kind: "closed", name: HEBREW, memberIds: [dana.id] });
  await mary.post(id, "Hello.");
  await dana.post(id, "Good morning.");
  await mary.open(id);
  await dana.open(id);

  const said = mary.message("Good morning.");
  const author = await edgesOf(said.getByRole("button", { name }));
  expect(Math.abs(author.left - (await edgesOf(said.getByText("Good morning."))).left)).toBeLessThan(2);
  expect((await inkOf(said.locator("time"))).left).toBeGreaterThan(author.right);

  await dana.field.pressSequentially("hel");
  const typing = mary.page.getByText(`${name} is typing`);
  await expect(typing).toBeVisible();
  const typist = await edgesOf(typing.locator("bdi"));
  expect(Math.abs((await inkOf(typing)).left - typist.left)).toBeLessThan(2);
  expect((await inkOf(typing)).right).toBeGreaterThan(typist.right + 20);
});

test("the field turns with what is typed", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter);
  await mary.open("0");
  const direction = () => mary.field.evaluate((field) => getComputedStyle(field).direction);
  expect(await direction()).toBe("ltr");
  await mary.field.fill(HEBREW);
  expect(await direction()).toBe("rtl");
  await mary.field.fill("Hello");
  expect(await direction()).toBe("ltr");
});

test("a list keeps names, previews and counts in their places, whatever their script", async ({ browser, banter }) => {
  const viewport = { width: 390, height: 844 };
  const mary = await chatter(browser, banter, { viewport });
  const joe = await chatter(browser, banter);
  const latin = await joe.create({ kind: "closed", name: `Latin ${joe.name}`, memberIds: [mary.id] });
  const hebrew = await joe.create({ kind: "closed", name: `חדר ${joe.name}`, memberIds: [mary.id] });
  for (const { id } of [latin, hebrew]) await joe.post(id, id === hebrew.id ? HEBREW : "Hello.");
  await mary.page.goto("/rooms");
  const places = async (name: string) => {
    const link = mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name });
    await expect(link).toHaveAccessibleName(new RegExp(`^${name}, 1 unread`));
    const { left } = await inkOf(link.getByText(name, { exact: true }));
    return [left, (await inkOf(link.getByText("1", { exact: true }))).right].map(Math.round);
  };
  expect(await places(hebrew.name)).toEqual(await places(latin.name));
});

test("the longest names, messages and words widen nothing at 320 pixels", async ({ browser, banter }) => {
  const viewport = { width: 320, height: 640 };
  const mary = await chatter(browser, banter, { viewport });
  const joe = await chatter(browser, banter, { name: longName() });
  const name = "M".repeat(ROOM_NAME_MAX_CHARS);
  const { id } = await joe.create({ kind: "open", name, memberIds: [mary.id] });
  await joe.post(id, "a".repeat(MESSAGE_MAX_CHARS));
  await joe.post(id, `${"word ".repeat(100)}${"z".repeat(500)}`);
  await joe.post(id, `\`${"code".repeat(100)}\` https://example.org/${"x".repeat(300)}`);
  await joe.post(id, `Z${"\u0335\u0341\u0363".repeat(200)}algo`);
  await joe.post(id, "👨‍👩‍👧‍👦👩🏽‍💻🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}");
  for (const path of [`/rooms/${id}`, "/rooms", "/people", `/rooms/${id}/members`, "/rooms/new"]) {
    await mary.page.goto(path);
    const beyond = await mary.page.evaluate(() =>
      [...document.querySelectorAll("main :not(bdi), nav *")]
        .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > innerWidth + 0.5)
        .map(({ outerHTML }) => outerHTML.slice(0, 120)),
    );
    expect(beyond, path).toEqual([]);
    expect(await mary.page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320);
  }
});

test("a time has its place beside the longest name", async ({ browser, banter }) => {
  const mary = await chatter(browser, banter, { viewport: { width: 320, height: 640 } });
  const joe = await chatter(browser, banter, { name: longName() });
  const { id } = await joe.create({ kind: "closed", name: "Long", memberIds: [mary.id] });
  await joe.post(id, "Hello.");
  await mary.open(id);
  const time = await inkOf(mary.message("Hello.").locator("time"));
  const name = await edgesOf(mary.message("Hello.").getByRole("button", { name: joe.name }));
  expect(time.left).toBeGreaterThanOrEqual(name.right);
  expect(time.right).toBeLessThanOrEqual(304);
});
