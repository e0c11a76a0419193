import type { Answer, ClientEvents, RoomId } from "../events";
import { ANSWER_WITHIN_MS, type Asked, type ChatSocket, type Ears, RECONNECT_MAX_MS } from "./socket";

// The first character is Engine.IO's, the second Socket.IO's, as their protocols 4 and 5 have them.
const OPEN = "0";
const CLOSE = "1";
const PING = "2";
const PONG = "3";
const CONNECT = "40";
const DISCONNECT = "41";
const EVENT = "42";
const ANSWER = "43";
const REFUSED = "44";

const RECONNECT_MIN_MS = 1_000;
const CHANCE = 0.8; // after a restart not everybody comes at once

/** Where the server of a page listens. */
export const socketAddress = (origin: string): string =>
  `${origin.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;

type Ear = (payload: unknown) => void;
type Link = Pick<WebSocket, "send" | "close" | "bufferedAmount" | "onmessage" | "onclose" | "onerror">;

interface Parts {
  /** Opens a WebSocket to the server. */
  open(): Link;
  /** What is said of oneself at the beginning. */
  auth?: object;
  random?: () => number;
}

/**
 * Speaks Socket.IO over a WebSocket: what Banter needs of it, events in both directions with answers to ours, in a
 * tenth of the bytes of the library. Comes back by itself when the connection is lost, not when it is refused.
 */
export class Wire implements ChatSocket {
  connected = false;
  active = false;
  delayMax = RECONNECT_MAX_MS;
  readonly #ears = new Map<string, Ear[]>();
  readonly #asked = new Map<number, (answer: unknown) => void>();
  #link: Link | null = null;
  #asks = 0;
  #attempts = 0;
  #patienceMs = 0; // for how long a server that is there says nothing
  #silentAt = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined; // till the next attempt, or till this one has failed

  constructor(private readonly parts: Parts) {}

  on<E extends keyof Ears>(event: E, ear: Ears[E]): this {
    this.#ears.set(event, [...(this.#ears.get(event) ?? []), ear as Ear]);
    return this;
  }

  removeAllListeners(): this {
    this.#ears.clear();
    return this;
  }

  /** Connects, unless it is about to. */
  connect(): this {
    this.active = true;
    if (!this.#link && this.#timer === undefined) this.#open();
    return this;
  }

  disconnect(): this {
    this.active = false;
    if (this.connected) this.#link?.send(DISCONNECT);
    const wasConnected = this.#leave();
    if (wasConnected) this.#tell("disconnect", "io client disconnect");
    return this;
  }

  /** The connection is dead, whatever the browser thinks. It comes back after a while. */
  drop(): void {
    if (this.#link) this.#lost("forced close");
  }

  /** Asks and waits for the answer. Rejects when there is none in time, or no connection any more. */
  ask<E extends keyof ClientEvents>(event: E, payload: unknown): Promise<Answer<Asked<E>>> {
    if (Date.now() > this.#silentAt) this.drop(); // a machine that has slept wakes up with its timers late
    if (!this.connected) return Promise.reject(new Error("not now"));
    const id = this.#asks++;
    this.#link?.send(`${EVENT}${id}${JSON.stringify([event, payload])}`);
    return new Promise((resolve, reject) => {
      const end = (answer: unknown) => {
        clearTimeout(timer);
        this.#asked.delete(id);
        if (answer === undefined) reject(new Error("not now"));
        else resolve(answer as Answer<Asked<E>>);
      };
      const timer = setTimeout(end, ANSWER_WITHIN_MS, undefined);
      this.#asked.set(id, end);
    });
  }

  /** Says that I type, if nothing else waits to be said. */
  mention(roomId: RoomId): void {
    if (this.connected && !this.#link?.bufferedAmount) this.#link?.send(EVENT + JSON.stringify(["typing", { roomId }]));
  }

  #open(): void {
    const link = this.parts.open();
    this.#link = link;
    this.#after(ANSWER_WITHIN_MS, () => this.#lost("timeout"));
    link.onmessage = ({ data }) => this.#hear(String(data));
    link.onclose = () => this.#lost("transport close");
    link.onerror = () => undefined; // it closes next
  }

  #hear(packet: string): void {
    if (packet === PING) {
      this.#link?.send(PONG);
      this.#heard();
    } else if (packet === CLOSE) this.#lost("transport close");
    else if (packet.startsWith(OPEN)) this.#opened(JSON.parse(packet.slice(1)));
    else if (packet.startsWith(EVENT)) this.#tell(...(JSON.parse(packet.slice(2)) as [string, unknown]));
    else if (packet.startsWith(ANSWER)) this.#answered(packet);
    else if (packet.startsWith(CONNECT)) this.#connected();
    else if (packet.startsWith(DISCONNECT)) this.#lost("io server disconnect", false);
    else if (packet.startsWith(REFUSED)) this.#refused(JSON.parse(packet.slice(2)));
  }

  #opened({ pingInterval, pingTimeout }: { pingInterval: number; pingTimeout: number }): void {
    this.#patienceMs = pingInterval + pingTimeout;
    this.#heard();
    this.#link?.send(CONNECT + JSON.stringify(this.parts.auth ?? {}));
  }

  #connected(): void {
    this.connected = true;
    this.#attempts = 0;
    this.#tell("connect");
  }

  #answered(packet: string): void {
    const begin = packet.indexOf("[");
    const [answer] = JSON.parse(packet.slice(begin)) as unknown[];
    this.#asked.get(Number(packet.slice(ANSWER.length, begin)))?.(answer);
  }

  #refused({ message, data }: { message: string; data?: unknown }): void {
    this.active = false;
    this.#leave();
    this.#tell("connect_error", Object.assign(new Error(message), { data }));
  }

  #heard(): void {
    this.#silentAt = Date.now() + this.#patienceMs;
    this.#after(this.#patienceMs, () => this.#lost("ping timeout"));
  }

  /** It is gone, or has never been there. */
  #lost(reason: string, comesBack = true): void {
    const wasConnected = this.#leave();
    this.active &&= comesBack;
    if (this.active) this.#after(this.#pauseMs(), () => this.#open());
    if (wasConnected) this.#tell("disconnect", reason);
    else this.#tell("connect_error", new Error(reason));
  }

  /** Lets go of the connection, and of all that was asked. Was there one? */
  #leave(): boolean {
    const { connected } = this;
    const link = this.#link;
    this.connected = false;
    this.#link = null;
    this.#silentAt = Number.POSITIVE_INFINITY;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (link) {
      link.onmessage = null;
      link.onclose = null;
      link.close();
    }
    for (const end of this.#asked.values()) end(undefined);
    return connected;
  }

  /** Longer and longer, by chance more or less. */
  #pauseMs(): number {
    const chance = 1 + CHANCE * (2 * (this.parts.random ?? Math.random)() - 1);
    return Math.min(RECONNECT_MIN_MS * 2 ** this.#attempts++ * chance, this.delayMax);
  }

  #after(ms: number, run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      run();
    }, ms);
  }

  #tell(event: string, payload?: unknown): void {
    for (const ear of this.#ears.get(event) ?? []) ear(payload);
  }
}
