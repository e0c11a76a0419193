import type { Tab } from "./badge";

const ICON = "/icon.svg"; // as app/layout.tsx has it
const UNREAD_ICON = "/icon-unread.svg";

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

// React does not look at the link again once it is there, so it is ours to change.
function markIcon(isUnread: boolean): void {
  document.head.querySelector('link[rel="icon"]')?.setAttribute("href", isUnread ? UNREAD_ICON : ICON);
}

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => observer.disconnect();
}
