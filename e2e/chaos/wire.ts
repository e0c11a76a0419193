/** The connection of a tab, with an ear on it. */
import WebSocket from "ws";
import type { ChatSocket } from "../../lib/client/socket";
import { socketAddress } from "../../lib/client/wire";
import type { Answer, Message } from "../../lib/events";
import type { Page } from "./browser";
import type { ClientCode } from "./client";
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
export function connect(parts: WireParts, { Wire }: Pick<ClientCode, "Wire">): ChatSocket {
  const { url, name, person, page, recorder } = parts;
  const heard = (what: unknown, asked?: number) => {
    if (page.isAlive) noteHeard(recorder, { by: person.id, ear: name, asked }, what);
  };
  const open = () => {
    const link = new WebSocket(socketAddress(url), { headers: { cookie: person.cookie } });
    link.on("message", (packet) => {
      const said = String(packet);
      if (said.startsWith(EVENT)) heard((JSON.parse(said.slice(EVENT.length)) as unknown[])[1]);
    });
    return link as unknown as globalThis.WebSocket;
  };
  const socket = new Wire({ open });
  const asking = socket.ask.bind(socket) as (event: string, payload: unknown) => Promise<Answer<unknown>>;
  const ask = async (event: string, payload: { id: string }) => {
    const asked = Date.now();
    const answer = asking(event, payload);
    if (event === "message") await noteAnswer(parts, payload.id, answer as Promise<Answer<Message>>);
    heard(await answer, asked);
    return answer;
  };
  return Object.assign(socket, { ask }) as ChatSocket;
}

const EVENT = "42";

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
