import { Advice } from "../scripts/steps.mjs";
import type { Scenario } from "./scenario";

export interface Options {
  quick: boolean;
  /** Of the scenarios that are wanted; none: all. */
  names: string[];
}

/** What stands after `npm run bench --`. Throws where a name is not known, and says which are. */
export function readOptions(args: string[], scenarios: Pick<Scenario, "name" | "about">[]): Options {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = args.find((arg) => arg.startsWith("--") && arg !== "--quick") ?? names.find((name) => !has(name));
  if (unknown === undefined) return { quick: args.includes("--quick"), names };
  const list = scenarios.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join("\n");
  throw new Advice(`There is no ${unknown}. Say --quick, or the names of what is to be measured:\n${list}`);
  function has(name: string): boolean {
    return scenarios.some((scenario) => scenario.name === name);
  }
}
