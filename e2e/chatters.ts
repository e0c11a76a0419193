/** People with a browser each, for tests of the chat. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContextOptions, Locator, Page } from "@playwright/test";
import type { Message, Room } from "../lib/events";
import { expect } from "./fixtures";
import type { Banter } from "./servers";

export interface Chatter {
  id: string;
  name: string;
  page: Page;
  /** The history on the screen. */
  log: Locator;
  /** Where one types. */
  field: Locator;
  open(roomId: string): Promise<void>;
  say(text: string): Promise<void>;
  /** The message on the screen that holds this text. */
  message(text: string): Locator;
  /** Says something from elsewhere, without this browser. */
  post(roomId: string, text: string): Promise<Message>;
  create(room: { kind: "open" | "closed"; name: string; memberIds?: string[] }): Promise<Room>;
  remove(roomId: string, userId: string): Promise<void>;
}

/** Registers a new person on a server and gives them a browser, and a name, if they need not have a certain one. */
export async function chatter(
  browser: Browser,
  { url }: Pick<Banter, "url">,
  { name = `Ana ${randomUUID().slice(0, 8)}`, ...options }: BrowserContextOptions & { name?: string } = {},
): Promise<Chatter> {
  const context = await browser.newContext({ baseURL: url, ...options });
  const page = await context.newPage();
  const ask = async <T>(method: string, path: string, data?: unknown): Promise<T> => {
    const answer = await context.request.fetch(`${url}/api${path}`, { method, ...(data !== undefined && { data }) });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return answer.status() === 204 ? (undefined as T) : ((await answer.json()) as T);
  };
  const { id } = await ask<{ id: string }>("POST", "/users", { username: name, password: "correct horse battery" });
  const field = page.getByRole("textbox", { name: "Message" });
  const log = page.getByRole("log");
  return {
    id,
    name,
    page,
    log,
    field,
    open: async (roomId) => {
      await page.goto(`/rooms/${roomId}`);
      await connected(page);
    },
    say: async (text) => {
      await field.fill(text);
      await page.getByRole("button", { name: "Send" }).click();
    },
    message: (text) => log.getByRole("article").filter({ hasText: text }),
    post: (roomId, message) => ask("POST", `/rooms/${roomId}/messages`, { id: randomUUID(), message }),
    create: (room) => ask("POST", "/rooms", room),
    remove: (roomId, userId) => ask("DELETE", `/rooms/${roomId}/members/${userId}`, {}),
  };
}

export const connected = (page: Page) => expect(page.getByRole("status")).toHaveText("Connected");

/** The messages with this text that are stored, as the API has them. */
export async function storedMessages(page: Page, roomId: string, text: string): Promise<Message[]> {
  const answer = await page.request.get(`/api/rooms/${roomId}/messages`);
  const { messages } = (await answer.json()) as { messages: Message[] };
  return messages.filter(({ message }) => message === text);
}
