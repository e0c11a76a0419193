import { freePort } from "../../scripts/port.mjs";
import type { Bench, Finding, Scenario } from "../scenario";
import { spreadOf } from "../spread";
import { browsing } from "./browser";
import { besideHello } from "./hello";
import { at, type Place } from "./place";
import { bytesOf } from "./wire";

const MESSAGES = 50; // a page of history
const ATTEMPTS = 3;
const WARM_UP = 30; // requests; a server is seldom new
const CATEGORIES = { performance: 98, accessibility: 100, "best-practices": 100 } as const;
type Category = keyof typeof CATEGORIES;
type Scores = Record<Category, number>;

export const lighthouse: Scenario = {
  name: "lighthouse",
  about: "P15: Lighthouse of the room page, as on a phone, signed in",
  run: (bench) =>
    at(MESSAGES, (place) =>
      bench.quick ? measure(bench, place) : besideHello(({ url }) => measure(bench, place, url)),
    ),
};

async function measure({ quick, tell }: Bench, place: Place, hello?: string): Promise<Finding[]> {
  const rounds = quick ? 1 : 5;
  const all: Scores[] = [];
  const theirs: Scores[] = [];
  for (let request = 0; request < WARM_UP; request++) await bytesOf(place.page, place.cookie);
  for (let round = 1; round <= rounds; round++) {
    all.push(await whole(place));
    if (hello) theirs.push(await whole({ ...place, page: `${hello}/` }));
    const said = [all, theirs].flatMap((scored) =>
      scored.length > 0 ? Object.values(scored.at(-1) ?? {}).join(" · ") : [],
    );
    tell(`lighthouse ${round}/${rounds}: ${said.join(", hello-world ")}`);
  }
  return Object.entries(CATEGORIES).map(([category, least]) => {
    const ours = spreadOf(all.map((score) => score[category as Category]));
    const aim = `at least ${least}`;
    return {
      goal: "P15",
      what: `Lighthouse, mobile: ${category}`,
      unit: "",
      ours,
      peers: hello
        ? [
            {
              name: "hello-world of the same Next",
              spread: spreadOf(theirs.map((score) => score[category as Category])),
            },
          ]
        : [],
      aim,
      met: ours.median >= least,
    };
  });
}

/** A run in which every score came about: on a machine that is busy Lighthouse sometimes sees no paint, and gives none. */
async function whole(place: Place): Promise<Scores> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await scores(place);
    if (!Object.values(found).some(Number.isNaN)) return found;
  }
  throw new Error(`Lighthouse gave no score in ${ATTEMPTS} attempts.`);
}

/** One run, in a browser of its own in which the reader is signed in: the socket connects as on a phone. */
async function scores(place: Place): Promise<Scores> {
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
  const score = (category: Category) => Math.round(100 * (categories[category]?.score ?? Number.NaN));
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
