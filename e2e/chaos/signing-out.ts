/** People sign in once more, listen with that session on one instance, and end it on another. */
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../random";
import { ask, signIn } from "./person";
import type { World } from "./world";

const LISTENS_MS = 1_500;
const AGAIN_AFTER_MS = 300;

export function signOutSomewhere(world: World, random: Random): () => Promise<void> {
  let count = 0;
  return async () => {
    const person = random.pick(world.people);
    const cookie = await signIn(random.pick(world.instances).url(), person).catch(() => null);
    if (!cookie) return;
    const ear = await world.listen(person, `session ${++count}`, { cookie });
    world.ears.push(ear);
    await ear.begun;
    await pause(LISTENS_MS);
    for (;;) {
      const request: [string, string, object] = ["DELETE", "/api/session", {}];
      const answer = await ask(random.pick(world.instances).url(), cookie, request).catch(() => null);
      if (answer?.status === 204 || answer?.status === 401) break;
      await pause(AGAIN_AFTER_MS);
    }
    world.recorder.note({ type: "signed out", ear: ear.name });
  };
}
