import type {
  Answer,
  ClientEvents,
  Cursor,
  LiveMessage,
  Page,
  RoomId,
  SendPayload,
  ServerEvents,
  SyncPayload,
  UserId,
} from "../events";
import { PAGE_MAX } from "../limits";
import type * as api from "./api";
import type * as apiStream from "./api-stream";
import type { Asked } from "./socket";
import type { takeSlot } from "./stream-slot";

const EVENTS: Record<keyof ServerEvents, true> = {
  messages: true,
  presence: true,
  person: true,
  block: true,
  room: true,
  "room.left": true,
  typing: true,
  read: true,
  unread: true,
  "session.ended": true,
}; // an EventSource hears only what it is told to
const RESUMED_WITHIN_MS = 10 * 60_000; // after longer the newest page is sooner read than all that was said since

interface Parts {
  me: UserId;
  api: Pick<typeof api, "postMessage" | "putRead"> & typeof apiStream;
  source(url: string): EventSource;
  slot: typeof takeSlot;
}

type Ear = (payload: never) => void;

/**
 * What stands in for the socket where a network lets no WebSocket through: the events of the server come as
 * Server-Sent Events, and what is asked goes by HTTP. Nobody is told that I type.
 */
export class Stream {
  isOpen = false;
  readonly #ears = new Map<string, Ear[]>();
  #source: EventSource | null = null;
  #giveBack = () => undefined as void;
  #last: { id: Cursor; at: number } | null = null;
  #turn = 0;

  constructor(private readonly parts: Parts) {}

  on(event: string, ear: Ear): void {
    this.#ears.set(event, [...(this.#ears.get(event) ?? []), ear]);
  }

  /** Opens, unless it is open; tells "connect" then, and "disconnect" when it is lost. Never rejects. */
  async open(): Promise<void> {
    if (this.#source) return;
    const turn = ++this.#turn;
    const who = await this.parts.api.whoAmI().catch(() => undefined); // an EventSource does not tell why it fails
    if (turn !== this.#turn || who === undefined) return;
    if (who !== this.parts.me) {
      this.#tell("session.ended");
      return;
    }
    const giveBack = await this.parts.slot(() => this.#lost());
    if (turn !== this.#turn) giveBack?.();
    if (turn !== this.#turn || giveBack === null) return;
    this.#giveBack = giveBack;
    const source = this.parts.source(this.#path());
    this.#source = source;
    source.onopen = () => {
      this.isOpen = true;
      this.#tell("connect");
    };
    source.onerror = () => this.#lost();
    for (const event of Object.keys(EVENTS)) source.addEventListener(event, (said) => this.#heard(event, said));
  }

  close(): void {
    this.#turn++;
    this.#source?.close(); // its own way back brings everybody at the same time
    this.#source = null;
    this.#giveBack();
    this.isOpen = false;
  }

  /** Asks as the socket would, by HTTP. Rejects when there is no answer in time. */
  async ask<E extends keyof ClientEvents>(event: E, payload: unknown): Promise<Answer<Asked<E>>> {
    const ask = this.#asks[event];
    if (!ask) throw new Error(`${event} has no way without a socket`);
    return (await ask(payload as never)) as Answer<Asked<E>>;
  }

  readonly #asks: Partial<Record<keyof ClientEvents, (payload: never) => Promise<Answer<unknown>>>> = {
    message: ({ roomId, id, message, after }: SendPayload) =>
      this.parts.api.postMessage(roomId, { id, message, after: after ?? null }),
    read: ({ roomId, cursor }: { roomId: RoomId; cursor: Cursor }) => this.parts.api.putRead(roomId, cursor),
    sync: async ({ rooms }: SyncPayload) => {
      const pages = await Promise.all(Object.entries(rooms).map((room) => this.#missed(...room)));
      return { ok: true, data: { rooms: Object.fromEntries(pages.flat()) } };
    },
  };

  /** The newest page holds also what has come behind the cursor. A room that is not mine is left out. */
  async #missed(roomId: RoomId, cursor: Cursor | null) {
    const page = await this.parts.api.getPageIfMine(roomId, { limit: PAGE_MAX });
    if (page === null) return [];
    const { messages, older } = page;
    const isWhole = older === null || (cursor !== null && Number(older) <= Number(cursor));
    const isLost = Number(cursor ?? 0) > Number(messages.at(-1)?.cursor ?? 0);
    return [[roomId, { messages: linked(page), reset: !isWhole || isLost }] as const];
  }

  #path(): string {
    const isRecent = this.#last !== null && Date.now() - this.#last.at < RESUMED_WITHIN_MS;
    return isRecent ? `/api/stream?after=${this.#last?.id}` : "/api/stream";
  }

  #heard(event: string, { data, lastEventId }: MessageEvent<string>): void {
    if (lastEventId) this.#last = { id: lastEventId, at: Date.now() };
    this.#tell(event, JSON.parse(data));
  }

  #lost(): void {
    const wasOpen = this.isOpen;
    this.close();
    if (wasOpen) this.#tell("disconnect");
  }

  #tell(event: string, payload?: unknown): void {
    for (const ear of this.#ears.get(event) ?? []) ear(payload as never);
  }
}

/** The messages of a page as they would have come live. */
const linked = ({ messages, older }: Page): LiveMessage[] =>
  messages.map((message, index) => ({ ...message, prev: messages[index - 1]?.cursor ?? older }));
