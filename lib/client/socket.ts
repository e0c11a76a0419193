import type { ErrorBody } from "../errors";
import type { Answer, ClientEvents, RoomId, ServerEvents, UserId } from "../events";
import type { Storage } from "./outbox-store";
import { State } from "./state";
import type { Stream } from "./stream";

/** Why a handshake failed; `data`: the server has refused it. */
type Refusal = Error & { data?: ErrorBody };

export interface Ears extends ServerEvents {
  connect: () => void;
  disconnect: (reason: string) => void;
  connect_error: (error: Refusal) => void;
}

/** What a connection needs of a socket; ./wire is one. */
export interface ChatSocket {
  readonly connected: boolean;
  /** Is it there, or does it come back by itself? */
  readonly active: boolean;
  /** Between two attempts, at most. */
  delayMax: number;
  on<E extends keyof Ears>(event: E, ear: Ears[E]): unknown;
  removeAllListeners(): this;
  connect(): this;
  disconnect(): this;
  drop(): void;
  ask<E extends keyof ClientEvents>(event: E, payload: unknown): Promise<Answer<Asked<E>>>;
  mention(roomId: RoomId): void;
}

/** What tells the events of the server: the socket, or the stream that stands in for it. */
export type Source = Pick<ChatSocket, "on">;
/** `idle`: not started, as on a page without JavaScript. */
export type ConnectionState = "idle" | "connecting" | "online" | "offline";

export type Asked<E extends keyof ClientEvents> =
  NonNullable<Parameters<ClientEvents[E]>[1]> extends (answer: Answer<infer T>) => void ? T : never;

export const ANSWER_WITHIN_MS = 8_000; // then it is asked again: everything may be asked twice
export const RECONNECT_MAX_MS = 10_000; // between two attempts; longer and longer up to here
const REFUSED_WAIT_MS = 3_000; // after a refused handshake the socket does not come back by itself
const STREAM_AFTER = 2; // attempts: one may fail by chance
const STREAMED = "banter:stream"; // this browser's network let no WebSocket through, the last time
const PROBE_MS = 120_000; // between two attempts while the stream does: networks change seldom

interface Parts {
  /** Whose chat it is: who has signed in meanwhile in another tab is somebody else. */
  me: UserId;
  load(me: UserId): Promise<ChatSocket>;
  /** For networks that let no WebSocket through; loaded when it is needed. */
  loadStream?(me: UserId): Promise<Stream>;
  /** The session is over: away from here. */
  onEnded(): void;
  storage?: Storage;
  wait?: (run: () => void, ms: number) => unknown;
  random?: () => number;
}

/** The one connection of a tab: a socket, and where there can be none, a stream until there can. */
export class Connection {
  readonly state = new State<ConnectionState>("idle");
  #socket: ChatSocket | undefined;
  #stream: Stream | undefined;
  #listen: (source: Source) => void = () => undefined;
  #failures = 0;
  #turn = 0;

  constructor(private readonly parts: Parts) {}

  /** Loads the library, lets `listen` put its ears on, then connects. */
  async start(listen: (source: Source) => void): Promise<void> {
    const turn = ++this.#turn;
    this.#listen = listen;
    this.state.set("connecting");
    const socket = await this.parts.load(this.parts.me).catch(() => undefined);
    if (turn !== this.#turn) return; // stopped meanwhile, perhaps started again
    if (!socket) return this.#again(() => this.start(listen));
    this.#socket = socket;
    socket.on("connect", () => this.#connected(socket));
    socket.on("disconnect", (reason) => this.#lost(reason === "io server disconnect"));
    socket.on("connect_error", (error) => this.#refused(error));
    socket.on("session.ended", () => this.end());
    listen(socket);
    socket.connect();
    if (this.parts.storage?.getItem(STREAMED)) void this.#tryStream(); // at the same time: the socket takes over if it can
  }

  stop(): void {
    this.#turn++;
    this.#socket?.removeAllListeners().disconnect();
    this.#stream?.close();
    this.#socket = undefined;
    this.#stream = undefined;
    this.#failures = 0;
    this.state.set("idle");
  }

  /** The session is over. What is typed and on its way stays in the browser's storage. */
  end(): void {
    this.stop();
    this.parts.onEnded();
  }

  /** Does a stream stand in for the socket now? It tells no rooms but those it is asked for one by one. */
  get isByStream(): boolean {
    return this.#socket?.connected !== true && this.#stream?.isOpen === true;
  }

  /** The network is gone: what is open is dead, even if nobody has noticed yet. */
  drop(): void {
    this.#socket?.drop();
    this.#stream?.close();
    if (this.#socket) this.state.set("offline");
  }

  /** The network is back: now, not after the next pause. */
  hurry(): void {
    if (!this.#socket || this.#socket.connected) return;
    this.#socket.disconnect().connect();
    if (this.#failures >= STREAM_AFTER) void this.#tryStream();
  }

  /** Asks and waits for the answer. Rejects when there is no connection, or no answer in time. */
  async ask<E extends keyof ClientEvents>(
    event: E,
    payload: Parameters<ClientEvents[E]>[0],
  ): Promise<Answer<Asked<E>>> {
    const socket = this.#socket;
    if (this.isByStream) return (this.#stream as Stream).ask(event, payload);
    if (!socket?.connected) throw new Error("not now");
    return socket.ask(event, payload);
  }

  /** Says something that nobody misses if it gets lost. */
  mention(roomId: RoomId): void {
    this.#socket?.mention(roomId);
  }

  #connected(socket: ChatSocket): void {
    this.#failures = 0;
    this.#stream?.close();
    this.parts.storage?.removeItem(STREAMED);
    socket.delayMax = RECONNECT_MAX_MS;
    this.state.set("online");
  }

  #lost(byServer: boolean): void {
    this.state.set("offline");
    if (byServer) this.#again(() => this.#socket?.connect());
  }

  #refused(error: Refusal): void {
    if (error.data?.code === "unauthenticated") {
      this.end();
      return;
    }
    if (!this.isByStream) this.state.set("offline");
    if (this.#socket && !this.#socket.active) this.#again(() => this.#socket?.connect(), error.data?.retryAfter);
    if (!error.data && ++this.#failures >= STREAM_AFTER) void this.#tryStream();
  }

  /** Opens the stream, if there can be one. Its failure is the socket's next attempt's business. */
  async #tryStream(): Promise<void> {
    const turn = this.#turn;
    const stream = this.#stream ?? (await this.parts.loadStream?.(this.parts.me).catch(() => undefined));
    if (turn !== this.#turn || this.#socket?.connected || !stream) return;
    if (this.#stream === undefined) this.#hear(stream);
    await stream.open();
  }

  #hear(stream: Stream): void {
    this.#stream = stream;
    stream.on("connect", () => {
      this.#remember();
      if (this.#socket) this.#socket.delayMax = PROBE_MS;
      this.state.set("online");
    });
    stream.on("disconnect", () => {
      if (this.#socket) this.#socket.delayMax = RECONNECT_MAX_MS;
      this.state.set("offline");
      this.#again(() => this.hurry());
    });
    stream.on("session.ended", () => this.end());
    this.#listen(stream as unknown as Source);
  }

  #remember(): void {
    try {
      this.parts.storage?.setItem(STREAMED, "yes");
    } catch {
      return; // storage is full: the next page finds out again
    }
  }

  /** After a while, by chance longer: whoever was refused at the same time does not come at the same time. */
  #again(run: () => unknown, atLeastSeconds = 0): void {
    const turn = this.#turn;
    const ms = Math.max(REFUSED_WAIT_MS * 0.5, atLeastSeconds * 1_000);
    const chance = (this.parts.random ?? Math.random)() * REFUSED_WAIT_MS;
    (this.parts.wait ?? setTimeout)(() => {
      if (turn === this.#turn) run();
    }, ms + chance);
  }
}
