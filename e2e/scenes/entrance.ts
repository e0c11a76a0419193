import type { Page } from "@playwright/test";
import type { Scene } from "./scene";

async function fillIn(page: Page, username: string, password: string, button: string) {
  await page.getByRole("textbox", { name: "Username" }).fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: button, exact: true }).click();
  return page.getByRole("alert").filter({ hasText: /\w/ });
}

/** The way in. */
export const entrance: Scene[] = [
  {
    name: "sign-in",
    words: "The way in, with the demo people beside it.",
    guest: true,
    lead: async ({ page }) => {
      await page.goto("/sign-in");
      return page.getByRole("button", { name: "Try as Mary" });
    },
  },
  {
    name: "sign-in-plain",
    words: "The way in of a server without demo people.",
    guest: true,
    lead: async ({ page, world }) => {
      await page.goto(`${await world.plain()}/sign-in`);
      return page.getByRole("button", { name: "Sign in", exact: true });
    },
  },
  {
    name: "sign-in-refused",
    words: "A password that does not fit.",
    guest: true,
    lead: async ({ page }) => {
      await page.goto("/sign-in");
      return fillIn(page, "Mary", "password124", "Sign in");
    },
  },
  {
    name: "sign-up",
    words: "A new account.",
    guest: true,
    lead: async ({ page }) => {
      await page.goto("/sign-up");
      return page.getByRole("button", { name: "Create account" });
    },
  },
  {
    name: "sign-up-taken",
    words: "A name that somebody has already.",
    guest: true,
    lead: async ({ page }) => {
      await page.goto("/sign-up");
      return fillIn(page, "Mary", "correct horse battery", "Create account");
    },
  },
];
