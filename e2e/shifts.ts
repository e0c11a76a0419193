/**
 * What moves on a page without anybody having moved it, and what its console says. The browser's own measure does not
 * see what moves in a reversed scroller, as a history is: so the places of what one reads are compared at each frame.
 */
import type { Page } from "@playwright/test";

interface Shift {
  /** The browser's score, or "frame": seen by comparing. */
  value: number | "frame";
  /** The elements that moved, from where and to where. */
  moved: string[];
}

export interface Watch {
  /** What has moved since the page was loaded, or since the last call of `forget`. */
  shifts(): Promise<Shift[]>;
  forget(): Promise<void>;
  /** Warnings and errors of the console, of all pages since the watch began. */
  said: string[];
}

/** Watches every page that is loaded from now on. Also what comes soon after a key or a press counts. */
export async function watch(page: Page): Promise<Watch> {
  const said: string[] = [];
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) said.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => said.push(`${page.url()}: ${error}`));
  await page.addInitScript(observe);
  return {
    said,
    shifts: () => page.evaluate(settled),
    forget: async () => {
      await page.evaluate(settled);
      await page.evaluate(() => void window.seenShifts.splice(0));
    },
  };
}

/** React has taken over what the server rendered. */
export const hydrated = (page: Page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll("main, main *")].some((node) =>
      Object.keys(node).some((key) => key.startsWith("__reactProps")),
    ),
  );

declare global {
  interface Window {
    seenShifts: Shift[];
  }
}

function observe(): void {
  window.seenShifts = [];
  const name = (node: Node | null) => {
    const element = node instanceof Element ? node : node?.parentElement;
    return element ? `${element.tagName} .${element.className} “${element.textContent?.slice(0, 30)}”` : "?";
  };
  const place = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(" ");
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: Source[] })[]) {
      const moved = entry.sources.map(
        (from) => `${name(from.node)}: ${place(from.previousRect)} → ${place(from.currentRect)}`,
      );
      window.seenShifts.push({ value: entry.value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });

  const isSeen = ({ top, bottom }: DOMRect) => bottom > 0 && top < innerHeight;
  const places = new WeakMap<Element, DOMRect>();
  const compare = () => {
    const moved: string[] = [];
    for (const element of document.querySelectorAll("article, h1, h2, a, button, time, li, label, form")) {
      const now = element.getBoundingClientRect();
      const before = places.get(element);
      places.set(element, now);
      if (!before || !now.width || !before.width) continue; // it was not there, or is not shown
      if (![before, now].some(isSeen)) continue; // further up, where older messages have come
      if (Math.hypot(now.x - before.x, now.y - before.y) >= 1)
        moved.push(`${name(element)}: ${place(before)} → ${place(now)}`);
    }
    if (moved.length > 0) window.seenShifts.push({ value: "frame", moved });
    requestAnimationFrame(compare);
  };
  document.addEventListener("DOMContentLoaded", compare);

  interface Source {
    node: Node | null;
    previousRect: DOMRectReadOnly;
    currentRect: DOMRectReadOnly;
  }
}

/** After two frames all that has moved is told. */
async function settled(): Promise<Shift[]> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await new Promise((resolve) => setTimeout(resolve));
  return window.seenShifts;
}
