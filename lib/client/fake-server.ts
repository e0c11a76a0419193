import type { Answer, Cursor, LiveMessage, Message, Page, SendPayload, SyncAnswer, SyncPayload } from "../events";
import { GENERAL } from "../events";
import { LATE_SECONDS, PAGE_SIZE } from "../limits";

/** What becomes of one question: `lost` on the way there, `unanswered` on the way back, `slow` but true when it was asked. */
export type Fate = "fine" | "lost" | "unanswered" | "slow" | "away" | "fast" | "refused" | "signed out";

const TOO_MANY = 20; // messages in one sync: less than the real one, so that tests need fewer
const STEP_SECONDS = 10; // between two messages
const LATE_STEPS = 5;
const SIBLING = "3"; // who says it

/** A server with one room in it, for tests: its list is what every tab has to end with. */
export class FakeServer {
  readonly list: Message[] = [];
  /** What becomes of the next questions; afterwards all is fine. */
  readonly fates: Fate[] = [];
  readonly hears = new Set<(messages: LiveMessage[]) => void>();
  #count = 0;

  constructor(readonly me: string) {}

  /** Somebody else says something. */
  said(id = `theirs-${++this.#count}`): LiveMessage {
    return this.#store({ id, from: "2", cursor: this.#last + STEP_SECONDS });
  }

  /** A sibling with a slow clock says something: it stands behind what is there. */
  saidLate(): LiveMessage {
    const behind = this.list.at(-LATE_STEPS)?.cursor ?? String(this.#last);
    return this.#store({
      id: `late-${++this.#count}`,
      from: SIBLING,
      cursor: Number(behind) + 1 + (this.#count % 97) / 100,
    });
  }

  page({ before, after, limit = PAGE_SIZE }: { before?: Cursor; after?: Cursor; limit?: number } = {}): Page {
    if (after !== undefined) {
      const later = this.#after(after);
      const messages = later.slice(0, limit);
      const first = messages[0]?.cursor ?? null;
      const isBeginning = first === null || first === this.list[0]?.cursor;
      return { messages, older: isBeginning ? null : first, newer: later.length > limit ? end(messages) : null };
    }
    const earlier = this.list.filter(({ cursor }) => before === undefined || Number(cursor) < Number(before));
    const messages = earlier.slice(-limit);
    const older = earlier.length > limit ? (messages[0]?.cursor ?? null) : null;
    return { messages, older, newer: before === undefined ? null : end(messages) };
  }

  /** Answers `message` and `sync` as their fate will have it. Rejects when there is no answer. */
  async ask(event: string, payload: unknown): Promise<Answer<unknown>> {
    const fate = this.fates.shift() ?? "fine";
    if (fate === "lost") return unanswered();
    if (fate === "away") return refusal("unavailable", 2);
    if (fate === "signed out") return refusal("unauthenticated");
    const stored = event === "message" && this.#find((payload as SendPayload).id);
    if (event === "message" && !stored && fate === "fast") return refusal("rate_limited", 3);
    if (event === "message" && !stored && fate === "refused") return refusal("not_found");
    const data = event === "message" ? this.#append(payload as SendPayload) : this.#sync(payload as SyncPayload);
    if (fate === "unanswered") return unanswered();
    if (fate === "slow") await later(3_000);
    return { ok: true, data };
  }

  #append({ id, message: text }: SendPayload): Message {
    const known = this.#find(id);
    if (known) return known;
    const { prev: _, ...message } = this.#store({ id, from: this.me, cursor: this.#last + STEP_SECONDS, text });
    return message;
  }

  #sync({ rooms, late }: SyncPayload): SyncAnswer {
    const cursor = rooms[GENERAL] ?? null;
    const after = this.#after(cursor ?? "0");
    const reset = after.length > TOO_MANY || Number(cursor ?? 0) > this.#last;
    const messages = reset ? this.list.slice(-PAGE_SIZE) : [...(late ? this.#lateBefore(cursor ?? "0") : []), ...after];
    return { rooms: { [GENERAL]: { messages: messages.map((message) => this.#live(message)), reset } } };
  }

  /** What was said behind a cursor after it was read: by siblings; by anybody, where it is of one of theirs. */
  #lateBefore(cursor: Cursor): Message[] {
    const isAll = this.list.find((message) => message.cursor === cursor)?.from === SIBLING;
    return this.#after(String(Number(cursor) - LATE_SECONDS)).filter(
      (message) => Number(message.cursor) <= Number(cursor) && (isAll || message.from === SIBLING),
    );
  }

  #store({ id, from, cursor, text = id }: { id: string; from: string; cursor: number; text?: string }): LiveMessage {
    const placed = { id, roomId: GENERAL, from, date: Math.floor(cursor), message: text, cursor: String(cursor) };
    this.list.push(placed);
    this.list.sort((a, b) => Number(a.cursor) - Number(b.cursor));
    const live = this.#live(placed);
    for (const hear of this.hears) hear([live]);
    return live;
  }

  #live(message: Message): LiveMessage {
    return { ...message, prev: this.list[this.list.indexOf(message) - 1]?.cursor ?? null };
  }

  #find(id: string): Message | undefined {
    return this.list.find((message) => message.id === id && message.from === this.me);
  }

  #after(cursor: Cursor): Message[] {
    return this.list.filter((message) => Number(message.cursor) > Number(cursor));
  }

  get #last(): number {
    return Number(this.list.at(-1)?.cursor ?? 1_000);
  }
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const end = (messages: Message[]) => messages.at(-1)?.cursor ?? null;

async function unanswered(): Promise<never> {
  await later(8_000);
  throw new Error("timeout");
}

function refusal(code: "unavailable" | "rate_limited" | "not_found" | "unauthenticated", retryAfter?: number) {
  return { ok: false as const, error: { code, message: code, ...(retryAfter !== undefined && { retryAfter }) } };
}
