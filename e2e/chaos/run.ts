/** One run: people talk while things go wrong; then all is healed, and looked at. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { randomFrom } from "../random";
import { type Checked, check } from "./check";
import { resourcesNow, settled } from "./ending";
import type { FaultName } from "./faults";
import type { Happening } from "./history";
import { startNemesis } from "./nemesis";
import type { End } from "./story";
import { startWorkload } from "./workload";
import { openWorld, type WorldParts } from "./world";

export interface RunParts extends WorldParts {
  seed: number;
  ms: number;
  faults: FaultName[];
  /** How long everything may take to be seen by everybody after the last fault. */
  patienceMs?: number;
  tell(line: string): void;
}

export interface Outcome {
  checked: Checked[];
  happenings: Happening[];
  end: End;
  faults: Map<FaultName, number>;
  settledInMs: number;
}

const QUIET_MS = 2_000; // of talk without faults, at the beginning
const PATIENCE_MS = 60_000; // the longest lease is 40 s, and the machine may do other things as well

export async function run(parts: RunParts): Promise<Outcome> {
  const { seed, ms, faults, tell } = parts;
  const random = randomFrom(seed);
  const world = await openWorld(parts);
  try {
    tell(`${world.instances.length} instances, ${world.people.length} people, ${world.tabs.length} tabs`);
    const stopWorkload = startWorkload(world, random.branch());
    await pause(QUIET_MS);
    const before = resourcesNow(world);
    const nemesis = startNemesis({ world, random: random.branch(), names: faults, until: Date.now() + ms, tell });
    await Promise.all([nemesis.ended, pause(ms)]);
    await stopWorkload();
    tell("healed");
    const healedAt = Date.now();
    const end = await settled(world, before, parts.patienceMs ?? PATIENCE_MS);
    const settledInMs = Date.now() - healedAt;
    const { happenings } = world.recorder;
    const checked = check(happenings, end);
    if (checked.some(({ violations }) => violations.length > 0)) keep(parts.folder, { seed, happenings, end });
    return { checked, happenings, end, faults: nemesis.counts, settledInMs };
  } finally {
    await world.end();
  }
}

const keep = (folder: string, what: object) => writeFileSync(join(folder, "history.json"), JSON.stringify(what));
