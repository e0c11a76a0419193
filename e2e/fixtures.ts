/** What a test may ask for: one server, or two on the same Redis. Each worker has its own. */
import { type BrowserContext, test as base, expect } from "@playwright/test";
import { type Banter, startBanter, startTogether } from "./servers";

export { expect } from "@playwright/test";

interface Servers {
  /** One server with the demo data. Pages open on it: `page.goto("/")`. */
  banter: Banter;
  /** Two servers on one Redis. */
  pair: { first: Banter; second: Banter };
}

export const test = base.extend<{ closing: undefined; policed: string[] }, Servers>({
  // Playwright closes its own page only: what a test has opened itself would go on, and slow down all that come after
  closing: [
    async ({ browser }, use) => {
      await use(undefined);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
  // whatever page a test opens, nothing of it may be what the policy of its answer forbids; what was, for who expects it
  policed: [
    async ({ browser }, use) => {
      const refused: string[] = [];
      const listen = (context: BrowserContext) =>
        context.on("console", (said) => {
          if (POLICY.test(said.text())) refused.push(`${said.page()?.url()}: ${said.text()}`);
        });
      browser.on("context", listen);
      await use(refused);
      browser.off("context", listen);
      expect(refused).toEqual([]);
    },
    { auto: true },
  ],
  banter: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const banter = await startBanter();
      await use(banter);
      await banter.end();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  pair: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const { servers, end } = await startTogether(2);
      const [first, second] = servers as [Banter, Banter];
      await use({ first, second });
      await end();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ banter }, use) => use(banter.url),
});

const POLICY = /Content Security Policy|Content-Security-Policy/i;
