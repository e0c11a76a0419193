import type { Tab } from "./badge";

const UNREAD_ICON = "/icon-unread.svg"; // drawn by scripts/icons.mjs

/** The tab that this page is in. */
export const tab: Tab = {
  get title() {
    return document.title;
  },
  set title(title) {
    document.title = title;
  },
  markIcon,
  // absent on a page without TLS and in some browsers; where nothing is installed it may be refused
  countOnApp: (count) => void navigator.setAppBadge?.(count).catch(() => undefined),
  watch,
};

// The last icon of a page is the one that is shown. Those that are there belong to React, which knows them by their href.
function markIcon(isUnread: boolean): void {
  const icons = [...document.head.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')];
  const ours = icons.find((icon) => icon.getAttribute("href") === UNREAD_ICON);
  if (!isUnread) ours?.remove();
  else if (!ours || ours !== icons.at(-1)) document.head.append(ours ?? unreadIcon());
}

function unreadIcon(): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "icon";
  link.type = "image/svg+xml";
  link.href = UNREAD_ICON;
  link.setAttribute("sizes", "any");
  return link;
}

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
