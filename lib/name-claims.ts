import type { UserId } from "./events";
import { likenesses } from "./likeness";
import { NAME_CLAIM_SECONDS } from "./limits";
import { commands } from "./redis/client";
import { keys } from "./redis/keys";

/**
 * Runs `take` while nobody else, on any instance, takes a name that could be taken for this one. Null, without having
 * run it, if somebody is at it. A claim whose process died ends by itself. SET NX twice, DEL
 */
export async function whileClaimed<T>(name: string, userId: UserId, take: () => Promise<T>): Promise<T | null> {
  const claims = likenesses(name).map(keys.nameClaim);
  const held: string[] = [];
  try {
    for (const claim of claims) {
      if (!(await commands().set(claim, keys.user(userId), "EX", NAME_CLAIM_SECONDS, "NX"))) return null;
      held.push(claim);
    }
    return await take();
  } finally {
    await Promise.all(held.map((claim) => commands().del(claim).catch(expires)));
  }
}

/** Storage went away meanwhile: what is held ends by itself. */
const expires = () => 0;
