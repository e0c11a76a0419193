/** What a scene is: a page of Banter in one of its states, and how to get there. */
import type { BrowserContextOptions, Locator, Page } from "@playwright/test";
import type { Wire } from "../wire";
import type { World } from "../world/world";

export type Size = "wide" | "phone";

export interface Stage {
  page: Page;
  world: World;
  wire: Wire;
  size: Size;
}

export interface Scene {
  /** Names the pictures. */
  name: string;
  /** Says under them what is seen. */
  words: string;
  /** Those in which it is something of its own; both, unless said. */
  sizes?: Size[];
  /** Nobody has signed in. Else it is Mary who looks. */
  guest?: true;
  withoutScripts?: true;
  context?: BrowserContextOptions;
  /** Leads there, and answers with what it is about: seen, and not about to go. */
  lead(stage: Stage): Promise<Locator>;
}

const SIZES: Size[] = ["wide", "phone"];

export const sizesOf = ({ sizes = SIZES }: Scene): Size[] => sizes;

/** By it a project leaves out what is nothing of its own in its size. */
export const tagsOf = (scene: Scene) =>
  SIZES.filter((size) => !sizesOf(scene).includes(size)).map((size) => `@not-${size}`);
