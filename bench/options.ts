import { Advice } from "../scripts/steps.mjs";
import type { Scenario } from "./scenario";

export interface Options {
  quick: boolean;
  minutes: number;
  /** Of the scenarios that are wanted; none: all. */
  names: string[];
}

export const MINUTES = 30; // a leak that shows within them is one that a day would not survive
const MINUTES_QUICK = 2;

/** What stands after `npm run bench --`. Throws where a name is not known, and says which are. */
export function readOptions(args: string[], scenarios: Pick<Scenario, "name" | "about">[]): Options {
  const [rest, minutes] = takeMinutes(args);
  const names = rest.filter((arg) => arg !== "--quick");
  const quick = names.length < rest.length;
  const unknown = names.find((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown === undefined) return { quick, minutes: minutes ?? (quick ? MINUTES_QUICK : MINUTES), names };
  const list = scenarios.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join("\n");
  throw new Advice(
    `There is no ${unknown}. Say --quick, --minutes and a number, or the names of what is to be measured:\n${list}`,
  );
}

/** Those that are named; without a name all that are not too long for that. */
export function chosenOf<S extends Pick<Scenario, "name" | "only">>(
  scenarios: S[],
  { names, quick }: Pick<Options, "names" | "quick">,
): S[] {
  if (names.length > 0) return scenarios.filter(({ name }) => names.includes(name));
  return scenarios.filter(({ only }) => only === undefined || (only === "at length" && !quick));
}

function takeMinutes(args: string[]): [rest: string[], minutes?: number] {
  const at = args.indexOf("--minutes");
  if (at < 0) return [args];
  const minutes = Number(args[at + 1]);
  if (!Number.isInteger(minutes) || minutes < 1) throw new Advice("Say how many: --minutes 5, say.");
  return [args.toSpliced(at, 2), minutes];
}
