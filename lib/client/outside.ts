import type { UserId } from "../events";
import * as api from "./api";
import type { Outside } from "./chat";
import { idle } from "./idle";
import type { ChatSocket } from "./socket";
import { browserStorage } from "./storage";
import { tab } from "./tab";

const LOCKED_MAX_MS = 20_000; // longer than any attempt: the tab that has it sleeps

/** The browser, as a chat sees it. Nothing of it is touched before it is used, so the server may build a chat too. */
export const browser: Outside = {
  api,
  storage: browserStorage,
  load,
  loadStream: async (me) => {
    const [{ Stream }, { takeSlot }, ofStream] = await Promise.all([
      import("./stream"),
      import("./stream-slot"),
      import("./api-stream"),
    ]);
    return new Stream({ me, api: { ...api, ...ofStream }, source: (url) => new EventSource(url), slot: takeSlot });
  },
  onEnded: () => {
    tab.countOnApp(0); // it would stay when the page has gone
    location.assign("/sign-in");
  },
  onOther: () => location.reload(),
  isVisible: () => document.visibilityState === "visible" && document.hasFocus(), // one window among others is not read
  isOnline: () => navigator.onLine,
  // absent on a page without TLS; then two tabs may send the same message, and the server stores it once
  alone: (name, run) => (navigator.locks ? locked(name, run) : run()),
};

/** Alone, or, where another tab sleeps on the lock, at the same time. */
async function locked<T>(name: string, run: () => Promise<T>): Promise<T> {
  let isRun = false;
  const once = () => {
    isRun = true;
    return run();
  };
  try {
    return await navigator.locks.request(name, { signal: AbortSignal.timeout(LOCKED_MAX_MS) }, once);
  } catch (error) {
    if (isRun) throw error;
    return run();
  }
}

/** Loaded when the page stands: nobody waits for it. */
async function load(me: UserId): Promise<ChatSocket> {
  await idle();
  const { socketAddress, Wire } = await import("./wire");
  return new Wire({
    open: () => new WebSocket(socketAddress(location.origin)),
    auth: { userId: me }, // the cookie may be somebody else's by now
  });
}
