import type { Chat } from "./chat";

const ASLEEP_MS = 60_000; // shorter absences are covered by the socket

/** What the browser tells: the network, the tab's visibility, another tab's storage. Returns how to end it. */
export function browserEvents(chat: Chat, catchUp: () => void): () => void {
  let hiddenAt = 0;
  const heard = new AbortController();
  const { signal } = heard;

  window.addEventListener("offline", () => chat.connection.drop(), { signal });
  window.addEventListener("online", () => chat.connection.hurry(), { signal });
  window.addEventListener("focus", () => chat.reader.look(), { signal });
  window.addEventListener("pageshow", (event) => event.persisted && catchUp(), { signal });
  window.addEventListener("pagehide", () => chat.reader.flush({ leaving: true }), { signal });
  window.addEventListener(
    "storage",
    () => {
      chat.drafts.load();
      chat.outbox.load();
    },
    { signal },
  );
  document.addEventListener("visibilitychange", changed, { signal });
  return () => heard.abort();

  function changed(): void {
    if (document.visibilityState === "hidden") {
      hiddenAt = Date.now();
      chat.reader.flush({ leaving: true });
      return;
    }
    chat.reader.look();
    if (hiddenAt && Date.now() - hiddenAt > ASLEEP_MS) catchUp();
    hiddenAt = 0;
  }
}
