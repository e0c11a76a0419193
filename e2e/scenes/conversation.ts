import type { Page } from "@playwright/test";
import { keys } from "../../lib/redis/keys";
import { connected } from "../chatters";
import { cursorOf, idOf } from "../world/store";
import { ME } from "../world/words";
import type { Scene, Stage } from "./scene";

const ROOM = { design: "1", kitchen: "3", reading: "4", releases: "5" };

const message = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

async function open({ page }: Stage, roomId: string): Promise<void> {
  await page.goto(`/rooms/${roomId}`);
  await connected(page);
}

/** What an earlier visit has left in the browser. */
async function left(page: Page, entries: Record<string, string>): Promise<void> {
  await page.addInitScript((kept) => {
    for (const [key, value] of Object.entries(kept)) localStorage.setItem(key, value);
  }, entries);
}

const draft = (roomId: string, text: string) => ({ [`banter:draft:${idOf(ME)}:${roomId}`]: text });

/** Two messages: the first is on its way for as long as the wire is held, the second was refused. */
function outbox(roomId: string): Record<string, string> {
  const waiting = [
    { id: "0b0c5e2e-0000-4000-8000-000000000001", text: "Then it goes out before lunch.", failed: null },
    {
      id: "0b0c5e2e-0000-4000-8000-000000000002",
      text: "I will tell General.",
      failed: { code: "forbidden", message: "You cannot write to this room now. Ask who made it." },
    },
  ];
  const at = Date.UTC(2026, 3, 23, 10, 45);
  const entries = waiting.map(({ id, ...more }, index) => {
    return [`banter:outbox:${idOf(ME)}:${id}`, JSON.stringify({ id, roomId, after: null, at: at + index, ...more })];
  });
  return Object.fromEntries(entries);
}

async function busyRoom(stage: Stage) {
  const { page, wire } = stage;
  await left(page, { ...outbox(ROOM.design), ...draft("3:6", "Thursday is good, if") });
  wire.holdMessages();
  await open(stage, ROOM.design);
  wire.tell("typing", { roomId: ROOM.design, userId: idOf("Joe") });
  return page.getByText("Joe is typing");
}

/** The room, the list and what is written in them. */
export const conversation: Scene[] = [
  {
    name: "room",
    words: "A room: two days, several people, what is new, what is on its way, what was refused, and who is typing.",
    lead: busyRoom,
  },
  {
    name: "room-320",
    words: "The same on the narrowest phone, 320 pixels.",
    sizes: ["phone"],
    context: { viewport: { width: 320, height: 640 } },
    lead: busyRoom,
  },
  {
    name: "list",
    words: "The list, which on a phone is a screen of its own.",
    sizes: ["phone"],
    lead: async ({ page }) => {
      await left(page, draft("3:6", "Thursday is good, if"));
      await page.goto("/rooms");
      await connected(page);
      return page.getByRole("link", { name: "Ana, draft" });
    },
  },
  {
    name: "direct",
    words: "A conversation of two, with something new in it.",
    lead: async (stage) => {
      await open(stage, "3:5");
      return message(stage.page, "It is about the knife.");
    },
  },
  {
    name: "empty-room",
    words: "A room in which nobody has said anything yet.",
    lead: async (stage) => {
      await open(stage, ROOM.reading);
      return stage.page.getByRole("button", { name: "Say hello" });
    },
  },
  {
    name: "new-below",
    words: "Reading further up while others write.",
    lead: async (stage) => {
      const { page, world } = stage;
      await open(stage, ROOM.kitchen);
      await page.getByRole("log").evaluate((log) => log.scrollBy({ top: -500 }));
      const above = message(page, "Then I have a second question.");
      await above.isVisible();
      await world.say(ROOM.kitchen, "Noor", "Speech.");
      await world.say(ROOM.kitchen, "Joe", "No speech.");
      await world.say(ROOM.kitchen, "Yuki", "One sentence, then cake.");
      return page.getByRole("button", { name: "3 new" });
    },
  },
  {
    name: "writing",
    words: "A text of several lines, ready to be sent.",
    lead: async (stage) => {
      await open(stage, ROOM.kitchen);
      const field = stage.page.getByRole("textbox", { name: "Message" });
      await field.fill("Three rules for the cake:\nnobody sings,\nYuki cuts,\nand it is all gone by noon.");
      return field;
    },
  },
  {
    name: "too-long",
    words: "A text that is longer than a message may be.",
    lead: async (stage) => {
      await open(stage, ROOM.kitchen);
      await stage.page
        .getByRole("textbox", { name: "Message" })
        .fill("Not to make this longer than it is. ".repeat(112));
      return stage.page.getByRole("alert").filter({ hasText: "too many" });
    },
  },
  {
    name: "removed",
    words: "Removed from a room while writing in it.",
    lead: async (stage) => {
      const { page, world } = stage;
      await open(stage, ROOM.reading);
      await page.getByRole("textbox", { name: "Message" }).fill("I am on page nine, and so far nobody");
      const { name, value } = await world.cookie("Joe");
      const answer = await fetch(`${world.url}/api/rooms/${ROOM.reading}/members/${idOf(ME)}`, {
        method: "DELETE",
        headers: { Cookie: `${name}=${value}`, "Content-Type": "application/json" },
      });
      if (!answer.ok) throw new Error(`Joe could not remove ${ME}: ${answer.status}`);
      return page.getByRole("textbox", { name: "What you had typed" });
    },
  },
  {
    name: "blocked",
    words: "A direct room with somebody whom one has blocked. What one had begun to write is not lost.",
    lead: async (stage) => {
      const { page, world } = stage;
      await world.redis.sadd(keys.blocks(idOf(ME)), idOf("Ana"));
      await left(page, draft("3:6", "Thursday is good, if"));
      await open(stage, "3:6");
      return page.getByRole("button", { name: "Unblock Ana" });
    },
  },
  {
    name: "blocked-by-them",
    words: "What one wrote to somebody who takes no messages from one.",
    lead: async (stage) => {
      const { page, world } = stage;
      await world.redis.sadd(keys.roomBlocks("3:6"), idOf("Ana"));
      await open(stage, "3:6");
      await page.getByRole("textbox", { name: "Message" }).fill("Are you there?");
      await page.getByRole("button", { name: "Send" }).click();
      return page.getByText("You cannot write to Ana.");
    },
  },
  {
    name: "not-to-be-opened",
    words: "The name of an author who takes no messages from one was pressed.",
    lead: async (stage) => {
      const { page, world } = stage;
      await world.redis.sadd(keys.roomBlocks("3:8"), idOf("Yuki"));
      await open(stage, ROOM.kitchen);
      await page.getByRole("log").getByRole("button", { name: "Yuki" }).last().click();
      return page.getByText("You cannot write to Yuki.");
    },
  },
  {
    name: "deleted-account",
    words: "A direct room with somebody who has deleted their account.",
    lead: async (stage) => {
      const { page, world } = stage;
      await world.redis.hset(keys.user("9"), { username: "Deleted account", deleted: "1776900000" });
      await world.redis.sadd(keys.userRooms(idOf(ME)), "3:9");
      await world.say("3:9", ME, "Is the window open?");
      await open(stage, "3:9");
      return page.getByText("Nobody reads here any more.");
    },
  },
  {
    name: "direct-people",
    words: "About somebody, beside the conversation with them.",
    sizes: ["wide"],
    lead: async (stage) => {
      await open(stage, "3:6");
      await stage.page.getByRole("link", { name: "About Ana" }).click();
      return stage.page.getByRole("button", { name: "Block Ana" });
    },
  },
  {
    name: "older-failed",
    words: "Older messages come by themselves; these did not.",
    lead: async (stage) => {
      await stage.page.route(/messages\?.*before=/, (route) => route.abort());
      await open(stage, ROOM.releases);
      await stage.page.getByRole("log").evaluate((log) => log.scrollBy({ top: -9_000 }));
      return stage.page.getByRole("link", { name: "Older messages did not come. Try again" });
    },
  },
  {
    name: "older-page",
    words: "A page further back, as a plain link leads there.",
    lead: async ({ page }) => {
      await page.goto(`/rooms/${ROOM.releases}?before=${cursorOf(ROOM.releases, "3.15 is out")}`);
      await connected(page);
      return page.getByRole("link", { name: "Newer messages" });
    },
  },
  {
    name: "one-message",
    words: "One message in its surroundings, as a copied link leads there.",
    lead: async ({ page }) => {
      await page.goto(`/rooms/${ROOM.kitchen}/at/${cursorOf(ROOM.kitchen, "That plant is plastic.")}`);
      await connected(page);
      return message(page, "That plant is plastic.");
    },
  },
  {
    name: "no-javascript",
    words: "A room without JavaScript: forms and links.",
    withoutScripts: true,
    lead: async ({ page }) => {
      await page.goto(`/rooms/${ROOM.kitchen}`);
      return page.getByRole("link", { name: "Refresh" });
    },
  },
];
