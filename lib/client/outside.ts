import * as api from "./api";
import type { Outside } from "./chat";
import { ANSWER_WITHIN_MS, type ChatSocket } from "./socket";
import { browserStorage } from "./storage";
import { tab } from "./tab";

/** The browser, as a chat sees it. Nothing of it is touched before it is used, so the server may build a chat too. */
export const browser: Outside = {
  api,
  storage: browserStorage,
  load,
  onEnded: () => {
    tab.countOnApp(0); // it would stay when the page has gone
    location.assign("/sign-in");
  },
  isVisible: () => document.visibilityState === "visible" && document.hasFocus(), // one window among others is not read
  isOnline: () => navigator.onLine,
  // absent on a page without TLS; then two tabs may send the same message, and the server stores it once
  alone: (name, run) => (navigator.locks ? navigator.locks.request(name, run) : run()),
};

/** Loaded when the page stands: nobody waits for it. */
async function load(): Promise<ChatSocket> {
  const { io } = await import("socket.io-client");
  return io({
    autoConnect: false,
    transports: ["websocket"],
    timeout: ANSWER_WITHIN_MS, // what closes before the handshake is noticed only so, and Socket.IO gives it 20 s
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.8, // after a restart not everybody comes at once
  });
}
