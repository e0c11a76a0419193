import { chatter } from "./chatters";
import { expect, test } from "./fixtures";

test("two people on two servers talk both ways in General", async ({ browser, pair }) => {
  const mary = await chatter(browser, pair.first);
  const joe = await chatter(browser, pair.second);
  await mary.open("0");
  await joe.open("0");
  await expect(mary.page.getByRole("log", { name: "General" })).toBeVisible();
  await mary.say(`Good morning from ${mary.name}`);
  await expect(joe.message(`Good morning from ${mary.name}`)).toContainText(mary.name);
  await joe.say(`And back from ${joe.name}`);
  await expect(mary.message(`And back from ${joe.name}`)).toContainText(joe.name);
});

test("two people on two servers talk in a direct room that one opens from People", async ({ browser, pair }) => {
  const mary = await chatter(browser, pair.first);
  const joe = await chatter(browser, pair.second);
  await joe.page.goto("/rooms");
  await mary.page.goto(`/people?q=${encodeURIComponent(joe.name)}`);
  await mary.page.getByRole("button", { name: `Message ${joe.name}` }).click();
  await expect(mary.page.getByRole("log", { name: joe.name })).toBeVisible();
  await mary.say("Between us");
  const inList = joe.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: mary.name });
  await expect(inList).toHaveAccessibleName(new RegExp(`^${mary.name}, 1 unread`));
  await inList.click();
  await expect(joe.message("Between us")).toBeVisible();
  await joe.say("And nobody else");
  await expect(mary.message("And nobody else")).toBeVisible();
});

test("what is unread in another room rises with each message and falls when it is read", async ({ browser, pair }) => {
  const mary = await chatter(browser, pair.first);
  const joe = await chatter(browser, pair.second);
  const room = await joe.create({ kind: "closed", name: `Tea ${joe.name}`, memberIds: [mary.id] });
  await mary.page.goto("/rooms");
  const link = mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room.name });
  await expect(link).not.toHaveAccessibleName(/unread/);
  await joe.post(room.id, "one");
  await expect(link).toHaveAccessibleName(new RegExp(`^${room.name}, 1 unread`));
  await joe.post(room.id, "two");
  await expect(link).toHaveAccessibleName(/2 unread/);
  await link.click();
  await expect(mary.message("two")).toBeVisible();
  await mary.page.goto("/rooms");
  await expect(link).not.toHaveAccessibleName(/unread/);
});

test("a room that somebody adds me to appears, and who is removed from it keeps what was typed", async ({
  browser,
  pair,
}) => {
  const mary = await chatter(browser, pair.first);
  const joe = await chatter(browser, pair.second);
  await mary.page.goto("/rooms");
  const room = await joe.create({ kind: "closed", name: `Cake ${joe.name}`, memberIds: [mary.id] });
  await mary.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: room.name }).click();
  await mary.field.fill("I would like some");
  await joe.remove(room.id, mary.id);
  await expect(mary.page.getByText("You are no longer in this room.")).toBeVisible();
  await expect(mary.page.getByRole("textbox", { name: "What you had typed" })).toHaveValue("I would like some");
  await expect(mary.field).toHaveCount(0);
});

test("who is removed and added again sees what was said between, without a reload", async ({ browser, pair }) => {
  const mary = await chatter(browser, pair.first);
  const joe = await chatter(browser, pair.second);
  const room = await joe.create({ kind: "closed", name: `Cake ${joe.name}`, memberIds: [mary.id] });
  await mary.open(room.id);
  await joe.remove(room.id, mary.id);
  await expect(mary.page.getByText("You are no longer in this room.")).toBeVisible();
  await joe.post(room.id, "More cake for us");
  const added = await joe.page.request.post(`/api/rooms/${room.id}/members`, { data: { userIds: [mary.id] } });
  expect(added.status()).toBe(204);
  await expect(mary.field).toBeVisible();
  await expect(mary.message("More cake for us")).toBeVisible();
});

test("who types is seen by the others until the message comes", async ({ browser, pair }) => {
  const mary = await chatter(browser, pair.first);
  const joe = await chatter(browser, pair.second);
  const room = await joe.create({ kind: "closed", name: `Typing ${joe.name}`, memberIds: [mary.id] });
  await mary.open(room.id);
  await joe.open(room.id);
  await joe.field.pressSequentially("hel");
  await expect(mary.page.getByText(`${joe.name} is typing`)).toBeVisible();
  await joe.say("hello");
  await expect(mary.message("hello")).toBeVisible();
  await expect(mary.page.getByText(`${joe.name} is typing`)).toHaveCount(0);
});

test("a session that is ended elsewhere leads to the sign-in page", async ({ browser, pair }) => {
  const mary = await chatter(browser, pair.first);
  await mary.open("0");
  const cookie = (await mary.page.context().cookies()).find(({ name }) => name === "banter");
  const elsewhere = await fetch(`${pair.second.url}/api/session?all=true`, {
    method: "DELETE",
    headers: { cookie: `${cookie?.name}=${cookie?.value}`, "content-type": "application/json" },
  });
  expect(elsewhere.status).toBe(204);
  await expect(mary.page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
});
