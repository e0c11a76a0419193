import { io, type Socket } from "socket.io-client";
import type { Answer, ClientEvents, Message, Room, SyncAnswer } from "../../lib/events";
import type { Banter } from "../servers";
import { createHeard, type Heard } from "./heard";

interface Answers {
  message: Message;
  "room.join": Room;
  sync: SyncAnswer;
  typing: null;
  read: null;
}

export interface SocketEar extends Heard {
  socket: Socket;
  ask<E extends keyof ClientEvents>(event: E, payload: Parameters<ClientEvents[E]>[0]): Promise<Answer<Answers[E]>>;
  /** Asks what no honest client would. */
  askAnything(event: string, ...payload: unknown[]): Promise<Answer<unknown>>;
  say(roomId: string, text: string, more?: { id?: string; after?: string | null }): Promise<Message>;
  /** Resolves when the server has closed the connection. */
  closed: Promise<string>;
  close(): void;
}

const ANSWER_WITHIN_MS = 15_000;

/** Connects with a session; rejects with the server's refusal. */
export async function listenBySocket(server: Banter, cookie: string, headers = {}, auth = {}): Promise<SocketEar> {
  const socket = io(server.url, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: { ...(cookie && { Cookie: cookie }), ...headers },
  });
  const heard = createHeard();
  socket.onAny((event: string, payload: unknown) => heard.add(event, payload));
  const closed = new Promise<string>((resolve) => socket.once("disconnect", resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("connect_error", (error) => {
      socket.close();
      reject(error);
    });
  });
  const askAnything = (event: string, ...payload: unknown[]) =>
    socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, ...payload);
  return {
    ...heard,
    socket,
    closed,
    ask: askAnything as SocketEar["ask"],
    askAnything,
    say: async (roomId, message, more) => {
      const answer = await askAnything("message", { id: crypto.randomUUID(), roomId, message, ...more });
      if (!answer.ok) throw new Error(`"${message.slice(0, 50)}" was refused: ${JSON.stringify(answer.error)}`);
      return answer.data;
    },
    close: () => socket.close(),
  };
}
