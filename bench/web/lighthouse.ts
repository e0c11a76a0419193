import { freePort } from "../../scripts/port.mjs";
import type { Bench, Finding, Scenario } from "../scenario";
import { browsing } from "./browser";
import { spreadOf } from "./figures";
import { at, type Place } from "./place";

const MESSAGES = 50; // a page of history
const CATEGORIES = { performance: 98, accessibility: 100, "best-practices": 100 } as const;
type Category = keyof typeof CATEGORIES;
type Scores = Record<Category, number>;

export const lighthouse: Scenario = {
  name: "lighthouse",
  about: "P15: Lighthouse of the room page, as on a phone, signed in",
  run: (bench) => at(MESSAGES, (place) => measure(bench, place)),
};

async function measure({ quick, tell }: Bench, place: Place): Promise<Finding[]> {
  const rounds = quick ? 1 : 5;
  const all: Scores[] = [];
  for (let round = 1; round <= rounds; round++) {
    all.push(await scores(place));
    tell(`lighthouse ${round}/${rounds}: ${Object.values(all.at(-1) ?? {}).join(" · ")}`);
  }
  return Object.entries(CATEGORIES).map(([category, least]) => {
    const ours = spreadOf(all.map((score) => score[category as Category]));
    const aim = `at least ${least}`;
    return {
      goal: "P15",
      what: `Lighthouse, mobile: ${category}`,
      unit: "",
      ours,
      peers: [],
      aim,
      met: ours.median >= least,
    };
  });
}

/** One run, in a browser of its own in which the reader is signed in: the socket connects as on a phone. */
async function scores({ ...place }: Place): Promise<Scores> {
  const port = await freePort();
  const result = await browsing(
    place,
    async () => {
      const { default: audit } = (await import(LIGHTHOUSE)) as { default: Audit };
      return audit(place.page, {
        port,
        disableStorageReset: true,
        logLevel: "error",
        onlyCategories: Object.keys(CATEGORIES),
      });
    },
    { debuggingPort: port },
  );
  if (!result || result.lhr.finalDisplayedUrl !== place.page)
    throw new Error(`Lighthouse did not stay on ${place.page}: ${result?.lhr.finalDisplayedUrl}`);
  const { categories } = result.lhr;
  const score = (category: Category) => Math.round(100 * (categories[category]?.score ?? 0));
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    "best-practices": score("best-practices"),
  };
}

/** By address, as it is installed with the benchmark only; so much of it is used. */
const LIGHTHOUSE = new URL("../node_modules/lighthouse/core/index.js", import.meta.url).href;
type Audit = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>;
interface Report {
  finalDisplayedUrl: string;
  categories: Record<string, { score: number | null }>;
}
