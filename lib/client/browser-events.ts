import type { Chat } from "./chat";
import { lookNowAndThen } from "./sweep";

const LEADS_AWAY = "[data-go],[data-go] *,form:not(:has([data-draft]))";
const ASLEEP_MS = 60_000; // shorter absences are covered by the socket

/** What the browser tells: the network, the tab's visibility, another tab's storage. Returns how to end it. */
export function browserEvents(chat: Chat, catchUp: () => void): () => void {
  let hiddenAt = 0;
  const heard = new AbortController();
  const isVisible = () => document.visibilityState === "visible";

  window.addEventListener("offline", () => chat.connection.drop(), heard);
  window.addEventListener("online", () => chat.connection.hurry(), heard);
  window.addEventListener("focus", () => chat.reader.look(), heard);
  window.addEventListener("pageshow", (event) => event.persisted && shownAgain(), heard);
  window.addEventListener("pagehide", () => chat.reader.flush({ leaving: true }), heard);
  window.addEventListener("beforeunload", (event) => chat.wouldLose && event.preventDefault(), heard);
  for (const does of ["click", "submit"]) window.addEventListener(does, stay, { signal: heard.signal, capture: true }); // before React
  window.addEventListener("storage", stored, heard);
  document.addEventListener("visibilitychange", changed, heard);
  const stopLooking = lookNowAndThen({ look: catchUp, isVisible });
  return () => {
    heard.abort();
    stopLooking();
  };

  /** A link that is followed without a network takes the page away, and so does an action. What one writes is kept. */
  function stay(event: Event): void {
    if ((event.target as Element).matches(LEADS_AWAY) && chat.keepsPage()) event.preventDefault();
  }

  function stored(): void {
    if (chat.signedIn.isSomebodyElse()) return;
    chat.drafts.load();
    chat.outbox.load();
  }

  /** From the browser's cache of pages: nothing has happened here meanwhile, and much elsewhere. */
  function shownAgain(): void {
    if (chat.signedIn.isSomebodyElse()) return;
    chat.connection.hurry();
    catchUp();
  }

  function changed(): void {
    if (!isVisible()) {
      hiddenAt = Date.now();
      chat.reader.flush({ leaving: true });
      return;
    }
    chat.reader.look();
    chat.connection.hurry();
    if (hiddenAt && Date.now() - hiddenAt > ASLEEP_MS) catchUp();
    hiddenAt = 0;
  }
}
