/** The connection between a page and its server, in a test's hand. */
import type { Page } from "@playwright/test";

export interface Wire {
  /** What the page says is held back until `release`. */
  hold(): void;
  release(): void;
  /** What is held is lost, and there is no connection at all, from the next attempt on; `mend` ends that. */
  cut(): void;
  mend(): void;
  /** The next message is refused, as the server would, without reaching it. */
  refuseNext(code: string): void;
}

export async function wireOf(page: Page): Promise<Wire> {
  let isHeld = false;
  let isCut = false;
  let refusal: string | null = null;
  const waiting: (() => void)[] = [];

  await page.routeWebSocket(/\/socket\.io\//, async (browser) => {
    if (isCut) return browser.close();
    const server = browser.connectToServer();
    browser.onMessage((frame) => {
      const asked = /^42(\d+)\["message"/.exec(String(frame));
      if (asked && refusal) {
        browser.send(`43${asked[1]}[{"ok":false,"error":{"code":"${refusal}","message":"No."}}]`);
        refusal = null;
      } else if (isHeld) waiting.push(() => server.send(frame));
      else server.send(frame);
    });
  });

  return {
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const send of waiting.splice(0)) send();
    },
    cut: () => {
      isCut = true;
      isHeld = false;
      waiting.length = 0;
    },
    mend: () => {
      isCut = false;
    },
    refuseNext: (code) => {
      refusal = code;
    },
  };
}
