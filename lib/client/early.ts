import type { ErrorBody } from "../errors";

/** How the live page draws a message on its way: the names of its styles. */
export interface EarlyLook {
  day: string;
  first: string;
  next: string;
  name: string;
  text: string;
  words: string;
  state: string;
  note: string;
  why: string;
}

/**
 * Puts what this browser keeps, a draft and what is on its way, where the live page will show it, before it is painted:
 * so nothing moves when it does. It stands in the head, and looks at the page as it comes. It travels as text, and may
 * use nothing from outside of itself.
 */
export function early(): void {
  const selectors = new Map([
    ["[data-draft]", fillField],
    ["[data-outbox]", fillHistory],
  ]);
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => observer.disconnect());

  function look(): void {
    for (const [selector, fill] of selectors) {
      const found = document.querySelector<HTMLElement>(selector);
      if (!found) continue;
      selectors.delete(selector);
      try {
        fill(found);
      } catch {
        return; // storage is forbidden, or holds what is not ours: the live page knows what to do
      }
    }
  }

  function fillField(found: HTMLElement): void {
    const field = found as HTMLTextAreaElement;
    if (field.value) return;
    field.value = localStorage.getItem(field.dataset.draft ?? "") ?? "";
    if (field.value && !CSS.supports("field-sizing", "content")) field.style.height = `${field.scrollHeight}px`;
  }

  function fillHistory(place: HTMLElement): void {
    const { outbox = "", room, me = "", last = "", look = "" } = place.dataset;
    const all = Object.keys(localStorage).filter((key) => key.startsWith(outbox));
    const kept = all.map((key) => JSON.parse(localStorage.getItem(key) ?? "")).filter(({ roomId }) => roomId === room);
    let before = JSON.parse(last) as { mine: boolean; at: number } | null;
    for (const { at, text, failed } of kept.sort((a, b) => a.at - b.at)) {
      const isNewDay = !before || new Date(before.at).toDateString() !== new Date(at).toDateString();
      const isFirst = isNewDay || !before?.mine || Math.floor(at / 1000) - Math.floor(before.at / 1000) >= 300;
      if (isNewDay) place.append(element("h2", JSON.parse(look).day, "\u00a0"));
      place.append(message({ me, text, failed, isFirst, look: JSON.parse(look) }));
      before = { mine: true, at };
    }
  }

  function message(row: {
    me: string;
    text: string;
    failed: ErrorBody | null;
    isFirst: boolean;
    look: EarlyLook;
  }): HTMLElement {
    const { me, text, failed, isFirst, look } = row;
    const article = element("article", isFirst ? look.first : look.next);
    article.append(element("span", isFirst ? look.name : "visually-hidden", me));
    const words = element("p", look.words, text);
    words.dir = "auto";
    article.append(element("div", look.text, words));
    const why = failed && element("span", look.why, failed.message);
    article.append(why ? element("div", look.note, why) : element("span", look.state, "Sending"));
    return article;
  }

  function element(tag: string, className: string, content: string | Node = ""): HTMLElement {
    const made = document.createElement(tag);
    made.className = className;
    made.append(content);
    return made;
  }
}
