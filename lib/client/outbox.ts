import type { ErrorBody, ErrorCode } from "../errors";
import type { Answer, Cursor, Message, RoomId } from "../events";
import { backoffMs } from "./backoff";
import { byTime, type Kept, OutboxStore, type Storage } from "./outbox-store";
import { Pause } from "./pause";
import { State } from "./state";

export type Pending = Kept;

interface Parts {
  storage: Storage;
  /** Where this person's messages are kept in it. */
  prefix: string;
  /** Asks the server. Rejects when there is no answer. */
  send(pending: Pending): Promise<Answer<Message>>;
  /** The server has it: put it where it belongs, before it is taken from here. */
  stored(message: Message): void;
  /** Another tab has sent one to this room: ask for what is not here yet. Rejects when that cannot be known. */
  sentElsewhere?(roomId: RoomId): Promise<unknown>;
  /** Runs alone among the tabs of this browser. */
  alone?: <T>(name: string, run: () => Promise<T>) => Promise<T>;
  random?: () => number;
}

/** Asked again, it would be refused again. */
export const FINAL = new Set<ErrorCode>(["invalid", "too_large", "forbidden", "not_found", "conflict"]);

/**
 * What is written but not stored yet. Kept over a reload, sent in order, one at a time in each room, with the same id
 * until the server has answered; then it is a message, or "Not sent" until somebody decides.
 */
export class Outbox {
  readonly state = new State<readonly Pending[]>([]);
  /** Why nothing goes out although we are connected: storage is away, or we are too fast. */
  readonly trouble = new State<ErrorBody | null>(null);
  /** Would a reload lose any of it, because this browser keeps nothing? */
  readonly unkept = new State(false);
  /** Has what an earlier page left been read? */
  readonly loaded = new State(false);
  readonly #store: OutboxStore;
  readonly #draining = new Set<RoomId>();
  readonly #pause = new Pause();

  /** Where this person's messages are kept in the browser's storage. */
  get prefix(): string {
    return this.parts.prefix;
  }

  constructor(private readonly parts: Parts) {
    this.#store = new OutboxStore(parts.storage, parts.prefix);
  }

  /** Reads what an earlier page, or another tab, has left, and goes on with it. */
  load(): void {
    const kept = this.#store.all();
    const isGone = ({ id, failed }: Pending) => !failed && !kept.some((other) => other.id === id);
    // what another tab has sent stays on the screen until it is there as a message
    this.#show([...kept, ...this.state.get().filter(isGone)].sort(byTime));
    this.loaded.set(true);
    for (const { roomId } of this.state.get()) void this.#drain(roomId);
  }

  /** Keeps a message, then sends it. */
  add(message: { id: string; roomId: RoomId; text: string; after: Cursor | null }): void {
    const latest = Math.max(0, ...this.state.get().map(({ at }) => at));
    const at = Math.max(Date.now(), latest + 1); // the order they were written in, whatever the clock does
    this.#keep({ ...message, at, failed: null });
    void this.#drain(message.roomId);
  }

  /** Tries one again that was refused. */
  retry(id: string): void {
    const pending = this.state.get().find((kept) => kept.id === id);
    if (!pending) return;
    this.#keep({ ...pending, failed: null });
    void this.#drain(pending.roomId);
  }

  remove(id: string): void {
    this.#store.delete(id);
    this.#show(this.state.get().filter((kept) => kept.id !== id));
  }

  /** These are stored, whoever told us. */
  settle(messages: readonly { id: string }[]): void {
    const settled = this.state.get().filter(({ id }) => messages.some((message) => message.id === id));
    for (const { id } of settled) this.remove(id);
    if (settled.length === 0) return;
    this.trouble.set(null); // storage is there, so nothing needs to wait for it
    this.#pause.end();
  }

  /** The connection is back: what waits need not wait longer. */
  wake(): void {
    this.#pause.end();
    this.load();
  }

  #keep(pending: Pending): void {
    this.#store.set(pending);
    this.#show([...this.state.get().filter(({ id }) => id !== pending.id), pending].sort(byTime));
  }

  #show(all: Pending[]): void {
    this.unkept.set(this.#store.wouldLose(all));
    this.state.set(all);
  }

  async #drain(roomId: RoomId): Promise<void> {
    if (this.#draining.has(roomId)) return;
    this.#draining.add(roomId);
    for (let attempt = 0; this.#next(roomId); ) {
      const wait = await this.#alone(roomId, () => this.#attempt(roomId)).catch(() => 0);
      attempt = wait === null ? 0 : attempt + 1;
      if (wait !== null) await this.#pause.for(wait + backoffMs(attempt, this.parts.random));
    }
    this.#draining.delete(roomId);
  }

  /** Sends the first of a room. Answers null when that is settled, else the milliseconds to wait at least. */
  async #attempt(roomId: RoomId): Promise<number | null> {
    const pending = this.#next(roomId);
    if (!pending) return null;
    if (!this.#store.has(pending.id)) return this.#sentElsewhere(pending);
    const answer = await this.parts.send(pending).catch(() => null);
    if (!answer) return 0;
    if (answer.ok) return this.#stored(answer.data);
    const isKept = this.state.get().some(({ id }) => id === pending.id);
    if (!isKept) return null; // its event has come before this answer: it is stored after all
    if (FINAL.has(answer.error.code)) {
      this.trouble.set(null);
      this.#keep({ ...pending, failed: answer.error });
      return null;
    }
    this.trouble.set(answer.error);
    return (answer.error.retryAfter ?? 0) * 1000;
  }

  #stored(message: Message): null {
    this.trouble.set(null);
    this.parts.stored(message);
    this.settle([message]);
    return null;
  }

  async #sentElsewhere({ id, roomId }: Pending): Promise<null> {
    this.trouble.set(null);
    await this.parts.sentElsewhere?.(roomId);
    this.remove(id);
    return null;
  }

  #next(roomId: RoomId): Pending | undefined {
    return this.state.get().find((kept) => kept.roomId === roomId && !kept.failed);
  }

  #alone<T>(roomId: RoomId, run: () => Promise<T>): Promise<T> {
    return this.parts.alone ? this.parts.alone(`${this.parts.prefix}${roomId}`, run) : run();
  }
}
