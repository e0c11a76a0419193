import { setTimeout as wait } from "node:timers/promises";
import * as accounts from "./accounts";
import { env } from "./env";
import { warnSometimes } from "./log";
import * as passwords from "./passwords";
import { stage } from "./readiness";
import { onReady } from "./redis/client";
import { nameGeneral, seed } from "./redis/seed";

const AGAIN_AFTER_MS = 250;

/**
 * Puts into Redis what must be there, each time it can be reached (it may come back empty): the name of General, the
 * demo data if wanted. A deletion of an account that was interrupted is completed.
 */
export function keepDataPrepared(): void {
  onReady(() => void prepare());
}

async function prepare(): Promise<void> {
  const round = ++stage().round;
  stage().seeded = false;
  while (round === stage().round && !stage().seeded) {
    try {
      await nameGeneral();
      if (env().DEMO_DATA) await seed(passwords.hash);
      await accounts.finishDeletions();
      if (round === stage().round) stage().seeded = true;
    } catch (error) {
      warnSometimes("the data could not be prepared yet", { reason: (error as Error).message });
      await wait(AGAIN_AFTER_MS);
    }
  }
}
