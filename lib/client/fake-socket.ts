import type { ChatSocket } from "./socket";

type Listener = (payload: unknown) => void;
type Ask = [event: string, payload: unknown];

/** A socket for tests: without a network, and it answers what the test says. */
export class FakeSocket {
  connected = false;
  active = true;
  readonly asked: Ask[] = [];
  readonly mentioned: string[] = [];
  /** How long it waits between two attempts, at most. */
  delayMax = 0;
  readonly #listeners = new Map<string, Listener[]>();

  constructor(public answer: (event: string, payload: unknown) => unknown = () => ({ ok: true, data: null })) {}

  on(event: string, listener: Listener): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    return this;
  }

  removeAllListeners(): this {
    this.#listeners.clear();
    return this;
  }

  /** The server, or the connection, says something. */
  hear(event: string, payload?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload);
  }

  connect(): this {
    this.connected = true;
    this.hear("connect");
    return this;
  }

  disconnect(): this {
    this.connected = false;
    return this;
  }

  lose(reason = "transport close"): void {
    this.connected = false;
    this.hear("disconnect", reason);
  }

  drop(): void {
    this.lose();
  }

  async ask(...ask: Ask): Promise<unknown> {
    this.asked.push(ask);
    return this.answer(...ask);
  }

  mention(roomId: string): void {
    if (this.connected) this.mentioned.push(roomId);
  }

  /** All that was asked by this event. */
  of(event: string): unknown[] {
    return this.asked.filter(([name]) => name === event).map(([, payload]) => payload);
  }

  get asSocket(): ChatSocket {
    return this as unknown as ChatSocket;
  }
}
