/** A raw connection of somebody, which only listens, and may ask what no honest client would. */
import { io } from "socket.io-client";
import { noteHeard } from "./heard";
import type { Recorder } from "./history";
import type { Person } from "./person";
import type { Way } from "./proxy";

export interface Ear {
  name: string;
  person: Person;
  isConnected(): boolean;
  /** Resolves when it is connected for the first time, or was refused. */
  begun: Promise<void>;
  ask(event: string, payload: unknown): Promise<unknown>;
  end(): Promise<void>;
}

interface Parts {
  name: string;
  person: Person;
  cookie?: string;
  front: Way;
  recorder: Recorder;
}

const ANSWER_WITHIN_MS = 5_000;

export function openEar({ name, person, cookie = person.cookie, front, recorder }: Parts): Ear {
  const whose = { by: person.id, ear: name };
  const socket = io(`http://127.0.0.1:${front.port}`, {
    forceNew: true,
    transports: ["websocket"],
    reconnectionDelay: 300,
    reconnectionDelayMax: 1_000,
    extraHeaders: { cookie },
  });
  socket.onAny((_event: string, payload: unknown) => noteHeard(recorder, whose, payload));
  const begun = new Promise<void>((resolve) => socket.once("connect", resolve).once("connect_error", () => resolve()));
  return {
    name,
    person,
    begun,
    isConnected: () => socket.connected,
    ask: async (event, payload) => {
      const asked = Date.now();
      const answer: unknown = await socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, payload);
      noteHeard(recorder, { ...whose, asked }, answer);
      return answer;
    },
    end: async () => {
      socket.removeAllListeners().disconnect();
      await front.close();
    },
  };
}
