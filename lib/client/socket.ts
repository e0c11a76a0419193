import type { Socket } from "socket.io-client";
import type { Answer, ClientEvents, ServerEvents } from "../events";
import { State } from "./state";

export type ChatSocket = Socket<ServerEvents, ClientEvents>;
/** `idle`: not started, as on a page without JavaScript. */
export type ConnectionState = "idle" | "connecting" | "online" | "offline";

export const ANSWER_WITHIN_MS = 8_000; // then it is asked again: everything may be asked twice
const REFUSED_WAIT_MS = 3_000; // after a refused handshake Socket.IO does not come back by itself

interface Parts {
  load(): Promise<ChatSocket>;
  /** The session is over: away from here. */
  onEnded(): void;
  wait?: (run: () => void, ms: number) => unknown;
}

/** The one connection of a tab. */
export class Connection {
  readonly state = new State<ConnectionState>("idle");
  #socket: ChatSocket | undefined;
  #turn = 0;

  constructor(private readonly parts: Parts) {}

  /** Loads the library, lets `listen` put its ears on, then connects. */
  async start(listen: (socket: ChatSocket) => void): Promise<void> {
    const turn = ++this.#turn;
    this.state.set("connecting");
    const socket = await this.parts.load().catch(() => undefined);
    if (turn !== this.#turn) return; // stopped meanwhile, perhaps started again
    if (!socket) return this.#again(() => this.start(listen));
    this.#socket = socket;
    socket.on("connect", () => this.state.set("online"));
    socket.on("disconnect", (reason) => this.#lost(reason === "io server disconnect"));
    socket.on("connect_error", (error) => this.#refused(error as Error & { data?: { code?: string } }));
    socket.on("session.ended", () => this.parts.onEnded());
    listen(socket);
    socket.connect();
  }

  stop(): void {
    this.#turn++;
    this.#socket?.removeAllListeners().disconnect();
    this.#socket = undefined;
    this.state.set("idle");
  }

  /** The network is gone: what is open is dead, even if nobody has noticed yet. */
  drop(): void {
    this.#socket?.io.engine?.close();
    if (this.#socket) this.state.set("offline");
  }

  /** The network is back: now, not after the next pause. */
  hurry(): void {
    if (this.#socket && !this.#socket.connected) this.#socket.disconnect().connect();
  }

  /** Asks and waits for the answer. Rejects when there is no connection, or no answer in time. */
  async ask<E extends keyof ClientEvents>(
    event: E,
    payload: Parameters<ClientEvents[E]>[0],
  ): Promise<Answer<Asked<E>>> {
    const socket = this.#socket;
    if (!socket?.connected) throw new Error("not connected");
    const patient = socket.timeout(ANSWER_WITHIN_MS) as unknown as {
      emitWithAck(event: E, payload: unknown): Promise<Answer<Asked<E>>>; // its own type knows only one event at a time
    };
    return patient.emitWithAck(event, payload);
  }

  /** Says something that nobody misses if it gets lost. */
  mention(roomId: string): void {
    if (this.#socket?.connected) this.#socket.volatile.emit("typing", { roomId });
  }

  #lost(byServer: boolean): void {
    this.state.set("offline");
    if (byServer) this.#again(() => this.#socket?.connect());
  }

  #refused(error: Error & { data?: { code?: string } }): void {
    if (error.data?.code === "unauthenticated") {
      this.parts.onEnded();
      return;
    }
    this.state.set("offline");
    if (this.#socket && !this.#socket.active) this.#again(() => this.#socket?.connect());
  }

  #again(run: () => unknown): void {
    const turn = this.#turn;
    (this.parts.wait ?? setTimeout)(() => {
      if (turn === this.#turn) run();
    }, REFUSED_WAIT_MS);
  }
}

type Asked<E extends keyof ClientEvents> =
  NonNullable<Parameters<ClientEvents[E]>[1]> extends (answer: Answer<infer T>) => void ? T : never;
