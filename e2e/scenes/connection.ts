import type { Locator, Page } from "@playwright/test";
import { connected } from "../chatters";
import type { Scene, Stage } from "./scene";

const KITCHEN = "3";

async function open({ page }: Stage): Promise<void> {
  await page.goto(`/rooms/${KITCHEN}`);
  await connected(page);
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.mouse.move(0, 0);
}

const bar = (page: Page, text: string): Locator => page.getByRole("status").filter({ hasText: text });

/** What is said of the connection, and what becomes of messages meanwhile. */
export const connection: Scene[] = [
  {
    name: "offline",
    words: "Without a network: what is written waits.",
    lead: async (stage) => {
      const { page } = stage;
      await open(stage);
      await page.context().setOffline(true);
      await say(page, "In a tunnel. Begin without me.");
      await say(page, "I can be surprised from here.");
      await page.getByRole("textbox", { name: "Message" }).fill("Is it the one with");
      return bar(page, "Offline");
    },
  },
  {
    name: "back-online",
    words: "Back, and what was missed has come. The bar goes after four seconds.",
    lead: async (stage) => {
      const { page, world } = stage;
      await open(stage);
      await page.context().setOffline(true);
      await bar(page, "Offline").waitFor();
      await world.say(KITCHEN, "Noor", "Speech.");
      await world.say(KITCHEN, "Joe", "No speech.");
      await world.say(KITCHEN, "Yuki", "One sentence, then cake.");
      await world.say(KITCHEN, "Yuki", "That was it.");
      await page.context().setOffline(false);
      return bar(page, "Back online, 4 new");
    },
  },
  {
    name: "storage-away",
    words: "The server is there, its storage is not: what is written waits.",
    lead: async (stage) => {
      const { page, world } = stage;
      await open(stage);
      await world.cutStorage();
      await say(page, "Somebody is leaning on the server.");
      return bar(page, "Storage is not reachable.");
    },
  },
  {
    name: "too-fast",
    words: "Faster than anybody types.",
    lead: async (stage) => {
      const { page, wire } = stage;
      await open(stage);
      wire.refuseNext("rate_limited", 12);
      await say(page, "Surprise.");
      return bar(page, "That was fast.");
    },
  },
];
