import { setTimeout as wait } from "node:timers/promises";
import { env } from "./env";
import { warnSometimes } from "./log";
import * as passwords from "./passwords";
import { stage } from "./readiness";
import { whenReady } from "./redis/client";
import { nameGeneral, seed } from "./redis/seed";

const AGAIN_AFTER_MS = 250;

/** Puts into Redis what must be there, as soon as it can be reached: the name of General, and the demo data if wanted. */
export async function prepareData(): Promise<void> {
  while (!stage().seeded) {
    await whenReady();
    try {
      await nameGeneral();
      if (env().DEMO_DATA) await seed(passwords.hash);
      stage().seeded = true;
    } catch (error) {
      warnSometimes("the data could not be prepared yet", { reason: (error as Error).message });
      await wait(AGAIN_AFTER_MS);
    }
  }
}
