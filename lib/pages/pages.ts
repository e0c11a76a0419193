import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../log";
import { metrics } from "../metrics";
import * as users from "../users";
import { isPage } from "./is-page";
import { keepRenderer } from "./renderer";

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * What of app/ is asked for: pages by a process of their own once there is one, all else `here`. While that process is not
 * there, or stands still, pages are rendered here too.
 */
export function createPages(here: Answer) {
  let renderer: ReturnType<typeof keepRenderer> | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isPage(request)) return here(request, response);
    const way = renderer?.way();
    if (way && (await handedOver(way.handOver, request, response))) return;
    metrics().pages.inc({ process: "main" });
    return here(request, response);
  }

  return {
    answer,
    /** Starts the process; it takes over when it is ready. */
    setApart(): void {
      renderer = keepRenderer();
      users.onForget(renderer.forget);
    },
    end: async () => renderer?.end(),
  };
}

async function handedOver(handOver: Answer, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  try {
    await handOver(request, response);
    metrics().pages.inc({ process: "pages" });
    return true;
  } catch (error) {
    if (response.closed) return true; // nobody waits for it
    log.debug({ reason: (error as Error).message }, "a page that was handed over is rendered here");
    return false;
  }
}
