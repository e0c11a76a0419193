import type { CDPSession, Page } from "playwright";
import type { Bench, Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { browsing, live } from "./browser";
import { atMost } from "./figures";
import { at, type Place, post } from "./place";

const [HOUR, HOUR_QUICK] = [3_600, 600]; // messages
const FULL = 300; // then the page has as many rows as it ever has
const AT_ONCE = 8; // messages on their way
const GROWTH_MAX = 1.2;
const MIB = 1024 * 1024;

export const tabMemory: Scenario = {
  name: "tab-memory",
  about: "the memory of a tab after an hour's worth of messages, streamed in fast",
  run: (bench) => at(50, (place) => browsing(place, async (context) => measure(bench, place, await context.newPage()))),
};

async function measure({ quick, tell }: Bench, place: Place, page: Page): Promise<Finding[]> {
  const count = quick ? HOUR_QUICK : HOUR;
  const { cookie } = await post(place.url, "/session", { username: "Pablo", password: "password123" });
  const devtools = await page.context().newCDPSession(page);
  await page.goto(place.page);
  await live(page);
  await speak(place, cookie, { from: 0, to: FULL });
  await isLast(page, FULL - 1);
  const before = await heapOf(devtools);
  await speak(place, cookie, { from: FULL, to: count });
  await isLast(page, count - 1);
  const after = await heapOf(devtools);
  await isWhole(page); // reading the rows from outside leaves half a MiB in the tab
  tell(`tab-memory: ${before.toFixed(1)} MiB after ${FULL} messages, ${after.toFixed(1)} after ${count}`);
  return [
    atMost(before * GROWTH_MAX, {
      goal: "tab",
      what: `heap of the tab after ${count.toLocaleString("en")} messages`,
      unit: "MiB",
      ours: spreadOf([after]),
      peers: [{ name: `itself, after ${FULL}`, spread: spreadOf([before]) }],
      aim: `at most ${GROWTH_MAX} x what it is after ${FULL}`,
    }),
  ];
}

async function speak({ url, roomId }: Place, cookie: string | undefined, { from, to }: Record<"from" | "to", number>) {
  let next = from;
  const one = async () => {
    while (next < to) {
      const message = `Streamed ${next++}.`;
      await post(url, `/rooms/${roomId}/messages`, { id: crypto.randomUUID(), message }, cookie);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

/** What was sent last is on the screen. */
const isLast = (page: Page, number: number) =>
  page
    .getByRole("log")
    .locator("article")
    .filter({ hasText: `Streamed ${number}.` })
    .waitFor();

/** Each message is there once, and none is missing between the first and the last that are there. */
async function isWhole(page: Page): Promise<void> {
  const texts = await page.getByRole("log").locator("article").allTextContents();
  const numbers = texts.map((text) => Number(/Streamed (\d+)\./.exec(text)?.[1])).sort((a, b) => a - b);
  const first = numbers[0] ?? Number.NaN;
  if (numbers.some((number, index) => number !== first + index))
    throw new Error(`Of the ${numbers.length} messages on the screen some are missing, or there twice.`);
}

/** MiB that are in use once all that is not has been collected. */
async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / MIB;
}
