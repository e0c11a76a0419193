import type { Locator, Page } from "@playwright/test";
import { connected } from "../chatters";
import type { Scene, Stage } from "./scene";

const KITCHEN = "3";
const RELEASES = "5";

async function open({ page }: Stage, roomId: string): Promise<void> {
  await page.goto(`/rooms/${roomId}`);
  await connected(page);
}

const coffee = (page: Page): Locator => page.getByRole("article").filter({ hasText: "asks to be descaled" });

async function openSheet(stage: Stage): Promise<Locator> {
  await open(stage, KITCHEN);
  await coffee(stage.page).hover();
  const more = stage.size === "phone" ? "Message actions" : "More";
  await coffee(stage.page).getByRole("button", { name: more }).click();
  return stage.page.getByRole("dialog");
}

async function find({ page }: Stage, text: string): Promise<Locator> {
  await page.goto(`/rooms`);
  await connected(page);
  await page.getByRole("link", { name: /^Find/ }).click();
  await page.getByRole("combobox").fill(text);
  return page.getByRole("dialog");
}

/** What one does with messages, rooms and keys. */
export const actions: Scene[] = [
  {
    name: "general",
    words: "What a stranger sees first who has borrowed a demo person.",
    lead: async (stage) => {
      await open(stage, "0");
      await stage.page.getByRole("log").evaluate((log) => log.scrollBy({ top: -2_000 }));
      return stage.page.getByRole("button", { name: "Copy the address" });
    },
  },
  {
    name: "message-actions",
    words: "What can be done with the message that one points at.",
    sizes: ["wide"],
    lead: async (stage) => {
      await open(stage, KITCHEN);
      await coffee(stage.page).hover();
      return coffee(stage.page).getByRole("toolbar");
    },
  },
  { name: "message-sheet", words: "All that can be done with it.", lead: openSheet },
  {
    name: "marked-unread",
    words: "Marked as unread from a message on.",
    lead: async (stage) => {
      const dialog = await openSheet(stage);
      await dialog.getByRole("button", { name: "Mark unread from here" }).click();
      return stage.page.getByRole("log").getByText("New", { exact: true });
    },
  },
  {
    name: "jump-to-new",
    words: "More is unread than fits the screen: the way up to where it begins.",
    lead: async (stage) => {
      await open(stage, RELEASES);
      return stage.page.getByRole("button", { name: /go to the first/ });
    },
  },
  {
    name: "people-beside",
    words: "The people of a room, beside the conversation.",
    sizes: ["wide"],
    lead: async (stage) => {
      await open(stage, KITCHEN);
      await stage.page.getByRole("link", { name: "People in Kitchen table" }).click();
      return stage.page.getByRole("complementary");
    },
  },
  {
    name: "switcher",
    words: "Anywhere by a few letters.",
    lead: async (stage) => {
      const dialog = await find(stage, "no");
      return dialog.getByRole("option", { name: /^Noor/ });
    },
  },
  {
    name: "switcher-nothing",
    words: "Letters that nobody and no room has.",
    lead: async (stage) => {
      const dialog = await find(stage, "jx");
      return dialog.getByText("Nobody and no room called “jx”.");
    },
  },
  {
    name: "keys",
    words: "The keys, from the table that binds them.",
    sizes: ["wide"],
    lead: async (stage) => {
      await open(stage, KITCHEN);
      await stage.page.getByRole("button", { name: "Keys" }).click();
      return stage.page.getByRole("dialog");
    },
  },
];
