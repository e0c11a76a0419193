/** People who talk while something breaks, as the client does: the same id until it is acknowledged. */
import { setTimeout as wait } from "node:timers/promises";
import type { RoomId } from "../../lib/events";
import type { Person } from "./person";

export interface Talk {
  /** Ids that were acknowledged so far. */
  acknowledged: string[];
  /** How often something was refused, or nobody answered. */
  failures: number;
  /** Says no more, but what is begun. */
  end(): Promise<void>;
}

const PAUSE_MS = 20;
const AGAIN_AFTER_MS = 200;

/** `speakers`: each person, on each server that they may use. */
export function talk(speakers: Person[][], roomId: RoomId): Talk {
  const state = { acknowledged: [] as string[], failures: 0 };
  let going = true;

  async function speak(doors: Person[]): Promise<void> {
    for (let count = 0; going; count++) {
      await sayOnce(doors, `${count}`);
      await wait(PAUSE_MS);
    }
  }

  async function sayOnce(doors: Person[], text: string): Promise<void> {
    const id = crypto.randomUUID();
    for (let attempt = 0; ; attempt++) {
      const door = doors[attempt % doors.length] as Person;
      const status = await door.say(roomId, text, { id }).then(
        (reply) => reply.status,
        () => 0,
      );
      if (status === 200 || status === 201) {
        state.acknowledged.push(id);
        return;
      }
      state.failures++;
      await wait(AGAIN_AFTER_MS);
    }
  }

  const talking = Promise.all(speakers.map(speak));
  return Object.assign(state, {
    async end() {
      going = false;
      await talking;
    },
  });
}
