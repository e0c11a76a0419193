/** The connection between a page and its server, in a test's hand. */
import type { Page, WebSocketRoute } from "@playwright/test";
import type { ErrorBody } from "../lib/errors";
import type { ServerEvents } from "../lib/events";

export interface Wire {
  /** What the page says is held back until `release`. */
  hold(): void;
  /** The same for messages alone, so that the page can connect meanwhile. */
  holdMessages(): void;
  release(): void;
  /** What is held is lost. */
  drop(): void;
  /** Nothing that the page says is heard, and no new connection comes about; `mend` ends that. What was held is lost. */
  cut(): Promise<void>;
  mend(): void;
  /** The next message is refused, as the server would, without reaching it. */
  refuseNext(code: ErrorBody["code"], retryAfter?: number): void;
  /** The page hears this, as if the server had said it. */
  tell<E extends keyof ServerEvents>(event: E, ...what: Parameters<ServerEvents[E]>): void;
}

export async function wireOf(page: Page): Promise<Wire> {
  let isHeld: (frame: string) => boolean = () => false;
  let isCut = false;
  let refusal: string | null = null;
  let open: WebSocketRoute | null = null;
  const waiting: (() => void)[] = [];

  await page.routeWebSocket(/\/socket\.io\//, async (browser) => {
    if (isCut) return browser.close();
    open = browser;
    const server = browser.connectToServer();
    browser.onMessage((frame) => {
      if (isCut) return;
      const asked = MESSAGE.exec(String(frame));
      if (asked && refusal) {
        browser.send(`43${asked[1]}[{"ok":false,"error":${refusal}}]`);
        refusal = null;
      } else if (isHeld(String(frame))) waiting.push(() => server.send(frame));
      else server.send(frame);
    });
  });

  function drop(): void {
    isHeld = () => false;
    waiting.length = 0;
  }

  return {
    hold: () => {
      isHeld = () => true;
    },
    holdMessages: () => {
      isHeld = (frame) => MESSAGE.test(frame);
    },
    release: () => {
      isHeld = () => false;
      for (const send of waiting.splice(0)) send();
    },
    drop,
    // not before: a page of which anything is routed does without the browser's cache
    cut: async () => {
      isCut = true;
      drop();
      await page.route(STAND_IN, (route) => (isCut ? route.abort() : route.continue()));
    },
    mend: () => {
      isCut = false;
    },
    refuseNext: (code, retryAfter) => {
      refusal = JSON.stringify({ code, message: "No.", retryAfter } satisfies ErrorBody);
    },
    tell: (event, ...what) => open?.send(`42${JSON.stringify([event, ...what])}`),
  };
}

const STAND_IN = /\/api\/(stream|session|rooms\/[^/]+\/messages)/; // what else a page would say it by
const MESSAGE = /^42(\d+)\["message"/;
