/** Lets one thing after the other go wrong, each kind once before any comes again. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../random";
import { FAULTS, type FaultName } from "./faults";
import type { World } from "./world";

const BETWEEN_MS = [500, 2_500] as const;

export interface Nemesis {
  /** How often each kind was let loose. */
  counts: Map<FaultName, number>;
  /** Resolves when it has ended, everything healed. */
  ended: Promise<void>;
}

interface Parts {
  world: World;
  random: Random;
  names: FaultName[];
  until: number;
  tell(name: FaultName): void;
}

export function startNemesis({ world, random, names, until, tell }: Parts): Nemesis {
  const counts = new Map<FaultName, number>();

  async function run(): Promise<void> {
    let left: FaultName[] = [];
    while (Date.now() < until) {
      await pause(random.between(...BETWEEN_MS));
      if (left.length === 0) left = random.shuffled(names);
      const name = left.pop();
      if (!name) return;
      tell(name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      await FAULTS[name](world, random);
    }
  }

  return { counts, ended: run() };
}
