/** Somebody who listens by Server-Sent Events, and comes back with the last id after each cut. */
import { setTimeout as pause } from "node:timers/promises";
import type { RoomId } from "../../lib/events";
import { listenByStream, type StreamEar } from "../contract/stream-ear";
import { noteHeard } from "./heard";
import type { Recorder } from "./history";
import type { Person } from "./person";
import type { Way } from "./proxy";
import type { End } from "./story";

interface Parts {
  name: string;
  person: Person;
  rooms: RoomId[];
  front: Way;
  recorder: Recorder;
}

const AGAIN_AFTER_MS = 300;

export type Stream = ReturnType<typeof openStream>;

export function openStream({ name, person, rooms, front, recorder }: Parts) {
  const since = Date.now() / 1000;
  const ids = new Set<string>();
  let after = since.toFixed(6);
  let ear: StreamEar | null = null;
  let isEnded = false;

  const hear = (event: string, payload: unknown) => {
    noteHeard(recorder, { by: person.id, ear: name }, payload);
    if (event === "messages") for (const { id } of payload as { id: string }[]) ids.add(id);
    return true;
  };

  async function listen(): Promise<void> {
    while (!isEnded) {
      const server = { url: `http://127.0.0.1:${front.port}` };
      ear = await listenByStream(server, person.cookie, { lastEventId: after, goOn: hear }).catch(() => null);
      if (isEnded) ear?.close();
      await ear?.closed.catch(() => undefined);
      after = ear?.lastId() ?? after;
      await pause(AGAIN_AFTER_MS);
    }
  }

  const listening = listen();
  return {
    name,
    person,
    heard: (): End["streams"][number] => ({
      name,
      by: person.id,
      since: Object.fromEntries(rooms.map((roomId) => [roomId, since])),
      ids: [...ids],
    }),
    end: async () => {
      isEnded = true;
      ear?.close();
      await front.close();
      await listening;
    },
  };
}
