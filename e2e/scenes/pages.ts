import { keys } from "../../lib/redis/keys";
import { idOf } from "../world/store";
import { ME } from "../world/words";
import type { Scene } from "./scene";

/** The pages beside the conversation. */
export const pages: Scene[] = [
  {
    name: "people",
    words: "Everybody, and who is here.",
    lead: async ({ page }) => {
      await page.goto("/people");
      return page.getByRole("button", { name: "Message Yuki" });
    },
  },
  {
    name: "people-nobody",
    words: "A name that nobody has.",
    lead: async ({ page }) => {
      await page.goto("/people?q=Zed");
      return page.getByText("Nobody is called “Zed”.");
    },
  },
  {
    name: "members-open",
    words: "Who is in an open room of somebody else.",
    lead: async ({ page }) => {
      await page.goto("/rooms/1/members");
      return page.getByRole("button", { name: "Leave room" });
    },
  },
  {
    name: "members-closed",
    words: "Who is in a closed room of one's own, and who could be added.",
    lead: async ({ page }) => {
      await page.goto("/rooms/2/members");
      return page.getByRole("button", { name: "Remove Ana" });
    },
  },
  {
    name: "new-room",
    words: "A new room.",
    lead: async ({ page }) => {
      await page.goto("/rooms/new");
      return page.getByRole("button", { name: "Create room" });
    },
  },
  {
    name: "new-room-refused",
    words: "A name of which nothing would be seen.",
    lead: async ({ page }) => {
      await page.goto("/rooms/new");
      await page.getByRole("textbox", { name: "Name" }).fill("   ");
      await page.getByRole("button", { name: "Create room" }).click();
      return page.getByRole("alert").filter({ hasText: "visible characters" });
    },
  },
  {
    name: "browse",
    words: "Open rooms to join; on a phone below the list.",
    lead: async ({ page, size }) => {
      await page.goto("/rooms");
      const join = page.getByRole("button", { name: "Join Running" });
      if (size === "phone") await join.scrollIntoViewIfNeeded();
      return join;
    },
  },
  {
    name: "browse-nothing",
    words: "No open room that one is not in already.",
    lead: async ({ page, world, size }) => {
      await world.redis.sadd(keys.userRooms(idOf(ME)), "7", "8");
      await page.goto("/rooms");
      const nothing = page.getByText("There is no open room that you are not in already.");
      if (size === "phone") await nothing.scrollIntoViewIfNeeded();
      return nothing;
    },
  },
  {
    name: "sessions",
    words: "Where one is signed in.",
    lead: async ({ page }) => {
      await page.goto("/sessions");
      return page.getByRole("button", { name: "End all sessions" });
    },
  },
  {
    name: "account",
    words: "What is one's own, and whom one has blocked.",
    lead: async ({ page, world }) => {
      await world.redis.sadd(keys.blocks(idOf(ME)), idOf("Tomás"));
      await page.goto("/account");
      return page.getByRole("button", { name: "Unblock Tomás" });
    },
  },
  {
    name: "account-password",
    words: "A new password.",
    lead: async ({ page }) => {
      await page.goto("/account/password");
      return page.getByRole("button", { name: "Change password" });
    },
  },
  {
    name: "account-password-changed",
    words: "It is changed.",
    lead: async ({ page }) => {
      await page.goto("/account?done=password");
      return page.getByText("Your password is changed.");
    },
  },
  {
    name: "account-delete",
    words: "The last page: what will be gone, and what stays. Here of somebody whom everybody may be.",
    lead: async ({ page }) => {
      await page.goto("/account/delete");
      await page.getByLabel("Password").fill("password123");
      await page.getByRole("button", { name: "Delete my account" }).click();
      return page.getByRole("alert").filter({ hasText: "everybody to try" });
    },
  },
  {
    name: "people-blocked",
    words: "Everybody, one of them blocked.",
    lead: async ({ page, world }) => {
      await world.redis.sadd(keys.blocks(idOf(ME)), idOf("Joe"));
      await page.goto("/people");
      return page.getByRole("button", { name: "Unblock Joe" });
    },
  },
  {
    name: "not-found",
    words: "A room that does not exist, or is not one's own to see.",
    lead: async ({ page }) => {
      await page.goto("/rooms/4000000");
      return page.getByRole("heading", { name: "There is nothing here" });
    },
  },
  {
    name: "no-such-page",
    words: "An address that leads nowhere.",
    lead: async ({ page }) => {
      await page.goto("/nowhere");
      return page.getByRole("heading", { name: "There is nothing here" });
    },
  },
  {
    name: "storage-away-page",
    words: "A page that is asked for while storage is away.",
    lead: async ({ page, world }) => {
      await world.cutStorage();
      await page.goto("/rooms/3");
      return page.getByRole("heading", { name: "Storage is not reachable" });
    },
  },
];
