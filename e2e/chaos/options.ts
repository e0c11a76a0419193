import { parseArgs } from "node:util";
import { Advice } from "../../scripts/steps.mjs";
import { FAULT_NAMES, type FaultName } from "./faults";

const RELAYS = ["single", "rooms", "mixed"] as const;

/** The setting `RELAY` of the instances; mixed: the second has rooms, as while it is changed. */
export type RelayKind = (typeof RELAYS)[number];

export interface Options {
  seed: number;
  ms: number;
  faults: FaultName[];
  relay: RelayKind;
  /** Names of mutations; an empty list stands for all. Undefined: a plain run. */
  mutations?: string[];
  /** A file for the counts, for who has started this as a part of something else. */
  report?: string;
}

const ANY_SEED = 1_000_000;

/** Reads the arguments. Throws an advice. */
export function optionsFrom(args: string[]): Options {
  const { values, positionals } = parsed(args);
  const seconds =
    values.seconds === undefined ? 60 * numberOf("minutes", values.minutes) : numberOf("seconds", values.seconds);
  return {
    seed: values.seed === undefined ? Math.floor(Math.random() * ANY_SEED) : numberOf("seed", values.seed),
    ms: seconds * 1000,
    faults: faultsFrom(values.faults),
    relay: relayFrom(values.relay),
    mutations: values.mutations ? positionals : undefined,
    report: values.report,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        seed: { type: "string" },
        minutes: { type: "string", default: "1" },
        seconds: { type: "string" },
        faults: { type: "string" },
        relay: { type: "string", default: "single" },
        mutations: { type: "boolean" },
        report: { type: "string" },
      },
    });
  } catch (error) {
    throw new Advice(`${(error as Error).message}\nFor example: npm run chaos -- --seed 7 --minutes 2`);
  }
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (!(number >= 0)) throw new Advice(`--${name} is a number, such as --${name} 2, not "${text}".`);
  return number;
}

function relayFrom(text: string): RelayKind {
  const relay = RELAYS.find((name) => name === text);
  if (!relay) throw new Advice(`--relay is one of ${RELAYS.join(", ")}, not "${text}".`);
  return relay;
}

/** "none", or names with commas between them; all without any. */
function faultsFrom(text: string | undefined): FaultName[] {
  if (text === undefined) return FAULT_NAMES;
  const names = text === "none" ? [] : text.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !FAULT_NAMES.includes(name as FaultName));
  if (unknown) throw new Advice(`There is no fault "${unknown}". There are: ${FAULT_NAMES.join(", ")}.`);
  return names as FaultName[];
}
