import type { Page } from "playwright";
import type { Bench, Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { browsing, live } from "./browser";
import { atMost } from "./figures";
import { at, type Place } from "./place";

const [MESSAGES, MESSAGES_QUICK] = [10_000, 700];
const ROWS_MAX = 300;
const SHIFT_MAX = 0.01;
const PAINT_MAX_MS = 100;
const KEYS = 30; // interactions of each kind
const TURN_PX = 1_600; // of the wheel: two screens at once
const STILL_MAX = 400; // turns without effect: then no page comes any more

export const scrolling: Scenario = {
  name: "scrolling",
  about: "P16: 10,000 messages scrolled through: rows in the page, layout shift, interaction to paint",
  run: (bench) => {
    const messages = bench.quick ? MESSAGES_QUICK : MESSAGES;
    return at(messages, (place) =>
      browsing(place, async (context) => {
        const page = await context.newPage();
        return measure(bench, { place, page, messages });
      }),
    );
  },
};

interface Room {
  place: Place;
  page: Page;
  messages: number;
}

async function measure({ tell }: Bench, { place, page, messages }: Room): Promise<Finding[]> {
  await page.addInitScript(observe);
  await page.goto(place.page);
  await live(page);
  const { rows, first, seen } = await toBeginning(page);
  tell(`scrolling: ${seen} of ${messages} messages seen, at most ${rows} at once`);
  if (seen !== messages || !first.includes("Message 0."))
    throw new Error(`Only ${seen} of ${messages} messages were seen on the way up; the first was “${first}”.`);
  const paints = await interactions(page);
  const { shift, moved } = await page.evaluate(() => ({ shift: window.bench.shift, moved: window.bench.moved }));
  const way = `${messages.toLocaleString("en")} messages scrolled through`;
  return [
    atMost(ROWS_MAX, {
      goal: "P16",
      what: `${way}: rows in the page at once`,
      unit: "rows",
      ours: spreadOf([rows]),
      aim: `at most ${ROWS_MAX}`,
    }),
    atMost(SHIFT_MAX, {
      goal: "P16b",
      what: `${way}: how far the row in the middle moves when a page comes or goes, at most`,
      unit: "screens",
      ours: spreadOf([moved]),
      aim: `at most ${SHIFT_MAX}`,
      note: `the browser's own score is ${shift.toFixed(2)}: higher, probably because in a reversed scroller rows count that stay where they are`,
    }),
    atMost(PAINT_MAX_MS, {
      goal: "P16c",
      what: `${paints.length} keys and clicks among ${rows} rows: interaction to paint`,
      unit: "ms",
      ours: spreadOf(paints),
      aim: `at most ${PAINT_MAX_MS} ms`,
    }),
  ];
}

declare global {
  interface Window {
    bench: { shift: number; moved: number; rows: number; ids: Set<string>; paints: Map<number, number> };
  }
}

/** What the browser itself measures. A shift counts also where somebody has pressed a key just before. */
function observe(): void {
  const found = { shift: 0, moved: 0, rows: 0, ids: new Set<string>(), paints: new Map<number, number>() };
  window.bench = found;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) found.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId = 0, duration } of list.getEntries() as (PerformanceEventTiming & {
      interactionId?: number;
    })[])
      if (interactionId) found.paints.set(interactionId, Math.max(duration, found.paints.get(interactionId) ?? 0));
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** Turns the wheel until the room begins, again and again, each time when the page is at rest. */
async function toBeginning(page: Page): Promise<Seen> {
  await page.mouse.move(640, 400); // over the history
  let seen = await page.evaluate(look);
  for (let still = 0; still < STILL_MAX && !seen.isBeginning; ) {
    await page.mouse.wheel(0, -TURN_PX);
    const now = await page.evaluate(look);
    still = now.place === seen.place ? still + 1 : 0;
    seen = now;
  }
  return seen;
}

interface Seen {
  /** Most of them at once. */
  rows: number;
  /** Different messages so far. */
  seen: number;
  first: string;
  place: string;
  isBeginning: boolean;
}

/** What is on the page when it is at rest, and has what it had asked for. */
async function look(): Promise<Seen> {
  const { bench } = window;
  const log = document.querySelector("[role=log]") as HTMLElement;
  let before = "";
  for (let at = "-"; at !== before || log.querySelector("[aria-busy=true]"); ) {
    before = at;
    const height = log.scrollHeight;
    const middle = [...log.querySelectorAll("article")].find((row) => row.getBoundingClientRect().bottom > 350);
    const top = middle?.getBoundingClientRect().top ?? 0;
    await new Promise(requestAnimationFrame);
    at = `${log.scrollTop} ${log.scrollHeight}`;
    if (log.scrollHeight === height || !middle) continue;
    const moved = middle.isConnected ? Math.abs(middle.getBoundingClientRect().top - top) : innerHeight;
    bench.moved = Math.max(bench.moved, moved / innerHeight);
  }
  const articles = [...log.querySelectorAll("article")];
  for (const { dataset } of articles) bench.ids.add(dataset.id ?? "");
  bench.rows = Math.max(bench.rows, articles.length);
  const isTop = Math.abs(log.scrollTop) + log.clientHeight >= log.scrollHeight - 2; // it is reversed
  const hasOlder = [...log.querySelectorAll("a")].some((link) => link.textContent?.startsWith("Older"));
  return {
    rows: bench.rows,
    seen: bench.ids.size,
    first: articles[0]?.textContent ?? "",
    place: `${articles[0]?.dataset.id} ${log.scrollTop}`,
    isBeginning: isTop && !hasOlder,
  };
}

/** Walks through the messages by keyboard, opens what can be done with one, types. Answers the time of each to the next paint. */
async function interactions(page: Page): Promise<number[]> {
  for (let key = 0; key < KEYS; key++) await page.keyboard.press("ArrowUp");
  await page.getByRole("log").locator("article").nth(1).click();
  await page.getByRole("textbox", { name: "Message" }).click();
  await page.keyboard.type("What is typed while there are many rows.".slice(0, KEYS));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  const paints = await page.evaluate(() => [...window.bench.paints.values()]);
  if (paints.length === 0) return [16]; // all were below the least that the browser tells of
  return paints;
}
