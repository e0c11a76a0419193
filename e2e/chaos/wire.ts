/** The connection of a tab, with an ear on it. */
import { io } from "socket.io-client";
import type { ChatSocket } from "../../lib/client/socket";
import type { Answer, Message } from "../../lib/events";
import type { Page } from "./browser";
import { noteHeard } from "./heard";
import type { Recorder } from "./history";
import type { Person } from "./person";

export interface WireParts {
  url: string;
  name: string;
  person: Person;
  page: Page;
  recorder: Recorder;
}

/** As lib/client/outside.ts makes it, with the cookie that a browser would send. */
export function connect(parts: WireParts): ChatSocket {
  const { url, name, person, page, recorder } = parts;
  const socket: ChatSocket = io(url, {
    autoConnect: false,
    forceNew: true,
    transports: ["websocket"],
    timeout: 8_000,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.8,
    extraHeaders: { cookie: person.cookie },
  });
  const heard = (what: unknown, asked?: number) => {
    if (page.isAlive) noteHeard(recorder, { by: person.id, ear: name, asked }, what);
  };
  const asking = socket.emitWithAck.bind(socket) as (event: string, payload: unknown) => Promise<Answer<unknown>>;
  const ask = async (event: string, payload: { id: string }) => {
    const asked = Date.now();
    const answer = asking(event, payload);
    if (event === "message") await noteAnswer(parts, payload.id, answer as Promise<Answer<Message>>);
    heard(await answer, asked);
    return answer;
  };
  socket.onAny((_event: string, payload: unknown) => heard(payload));
  return Object.assign(socket, { emitWithAck: ask }) as ChatSocket;
}

/** Notes what the server says of a message. */
export async function noteAnswer(
  { page, recorder }: Pick<WireParts, "page" | "recorder">,
  id: string,
  answering: Promise<Answer<Message>>,
): Promise<Answer<Message>> {
  recorder.note({ type: "sent", id });
  const answer = await answering;
  if (answer.ok) recorder.note({ type: "acknowledged", id, cursor: answer.data.cursor });
  else if (page.isAlive) recorder.note({ type: "refused", id, code: answer.error.code });
  return answer;
}
