import type { BrowserContext, Page } from "playwright";
import type { Bench, Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { browsing, live } from "./browser";
import { atMost, KB } from "./figures";
import { besideHello } from "./hello";
import { at, type Place } from "./place";
import { bytesOf } from "./wire";

const MESSAGES = 50; // a page of history
const HTML_MAX_KB = 12;
const COLD_MAX_KB = 180;
const SCRIPT_MAX_KB = 35;

export const bytesOfThePage: Scenario = {
  name: "bytes",
  about: "P13, P14: what a cold load of a room takes over the wire, and how much of it is script of ours",
  run: (bench) => at(MESSAGES, (place) => besideHello(({ url }) => measure(bench, place, url))),
};

async function measure({ quick, tell }: Bench, place: Place, hello: string): Promise<Finding[]> {
  const loads: Load[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round++) {
    loads.push(await browsing(place, (context) => coldLoad(context, place)));
    tell(`bytes: ${Math.round((loads.at(-1)?.all ?? 0) / KB)} KB in a cold load`);
  }
  const theirs = await browsing(place, (context) => scriptsOf(context, hello));
  const kb = (figure: (load: Load) => number) => spreadOf(loads.map((load) => figure(load) / KB));
  const note = loads.map(saidOf).at(-1) ?? "";
  return [
    atMost(HTML_MAX_KB, {
      goal: "P13",
      what: `room page with ${MESSAGES} messages: HTML over the wire, all that is read before the first script`,
      unit: "KB gz",
      ours: kb(({ html }) => html),
      aim: `at most ${HTML_MAX_KB} KB`,
    }),
    atMost(COLD_MAX_KB, {
      goal: "P13b",
      what: "the same until it is live: HTML, styles, scripts, icons",
      unit: "KB",
      ours: kb(({ all }) => all),
      aim: `at most ${COLD_MAX_KB} KB`,
      note,
    }),
    atMost(SCRIPT_MAX_KB, {
      goal: "P14",
      what: "scripts beyond those of a hello-world, Socket.IO and what comes later included",
      unit: "KB gz",
      ours: kb(({ comparable }) => comparable - theirs),
      peers: [{ name: "all scripts of hello-world", spread: spreadOf([theirs / KB]) }],
      aim: `at most ${SCRIPT_MAX_KB} KB, Socket.IO after paint`,
      note: loads.every(({ socketAfterPaint }) => socketAfterPaint)
        ? "Socket.IO after paint"
        : "Socket.IO BEFORE paint",
    }),
  ];
}

interface Load {
  html: number;
  style: number;
  script: number;
  /** The scripts, by gzip. */
  comparable: number;
  other: number;
  all: number;
  socketAfterPaint: boolean;
}

const saidOf = ({ html, style, script, other }: Load) =>
  Object.entries({ html, style, script, other })
    .map(([type, bytes]) => `${type} ${(bytes / KB).toFixed(1)}`)
    .join(", ");

/** Everything that a browser with an empty cache asks for until the page is live and at rest. */
async function coldLoad(context: BrowserContext, { page: url, cookie }: Place): Promise<Load> {
  const page = await context.newPage();
  const asked = askedBy(page);
  await page.goto(url);
  await live(page);
  await page.waitForLoadState("networkidle");
  const html = await bytesOf(url, cookie);
  const style = await sum(asked, cookie, ["stylesheet"]);
  const script = await sum(asked, cookie, ["script"]);
  const comparable = await sum(asked, cookie, ["script"], "gzip"); // as Next compresses its own hello-world
  const other = await sum(asked, cookie, ["image", "font", "manifest", "other", "fetch", "xhr"]);
  const socketAfterPaint = await isSocketAfterPaint(page); // asks for the scripts again, from the cache
  return { html, style, script, comparable, other, all: html + style + script + other, socketAfterPaint };
}

async function scriptsOf(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const asked = askedBy(page);
  await page.goto(url, { waitUntil: "networkidle" });
  return sum(asked, "", ["script"], "gzip");
}

/** What a page asks for from now on: the address of each, and its type. */
function askedBy(page: Page): Map<string, string> {
  const asked = new Map<string, string>();
  page.on("request", (request) => {
    if (request.method() === "GET" && request.url().startsWith("http"))
      asked.set(request.url(), request.resourceType());
  });
  return asked;
}

async function sum(asked: Map<string, string>, cookie: string, types: string[], encoding?: string): Promise<number> {
  const urls = [...asked].filter(([, type]) => types.includes(type)).map(([url]) => url);
  const sizes = await Promise.all(urls.map((url) => bytesOf(url, cookie, encoding)));
  return sizes.reduce((all, bytes) => all + bytes, 0);
}

/** Was the file with Socket.IO in it asked for when the page had been painted? */
const isSocketAfterPaint = (page: Page) =>
  page.evaluate(async () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY;
    const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
    for (const { name, startTime } of scripts)
      if ((await (await fetch(name)).text()).includes("EIO")) return startTime > paint;
    throw new Error("no script of the page has Socket.IO in it");
  });
