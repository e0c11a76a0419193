import { GENERAL, type LiveMessage, type Message, type User } from "../events";
import type { Outside } from "./chat";
import { Chat } from "./chat";
import { entriesOf } from "./entries";
import type { FakeServer } from "./fake-server";
import { FakeSocket } from "./fake-socket";
import type { Pager } from "./pager";
import { inMemory } from "./storage";
import { Timeline } from "./timeline";

const ME: User = { id: "1", username: "Mary", online: true };

/** One browser with tabs in it, all in General, for tests: what it keeps, its locks, and what was ever wrong on a screen. */
export class FakeBrowser {
  readonly storage = inMemory();
  readonly tabs: FakeTab[] = [];
  /** What I have said, in this order, and by which tab. */
  readonly said: { id: string; tab: number }[] = [];
  readonly refused = new Set<string>();
  readonly deleted = new Set<string>();
  /** Which tab has asked the server to store a message. */
  readonly sentBy = new Map<string, number>();
  readonly wrong: string[] = [];
  readonly #locks = new Map<string, (() => void)[]>();

  constructor(
    readonly server: FakeServer,
    tabs: number,
  ) {
    for (let number = 0; number < tabs; number++) this.tabs.push(new FakeTab(this, number));
  }

  /** A tab is gone at once, and the page is loaded again. */
  reload(number: number): void {
    this.tabs[number]?.end();
    this.tabs[number] = new FakeTab(this, number);
  }

  /** Every tab hears what another has written. */
  tellStorage(): void {
    window.dispatchEvent(new Event("storage"));
  }

  async alone<T>(tab: FakeTab, name: string, run: () => Promise<T>): Promise<T> {
    const waiting = this.#locks.get(name);
    if (waiting) await new Promise<void>((go) => waiting.push(go));
    else this.#locks.set(name, []);
    let isFree = false;
    const free = () => {
      if (isFree) return;
      isFree = true;
      const next = this.#locks.get(name)?.shift();
      if (next) next();
      else this.#locks.delete(name);
    };
    if (tab.isGone) free();
    tab.onEnd(free);
    return run().finally(free);
  }
}

const never = <T>() => new Promise<T>(() => undefined);

/** A page with a chat in it. What the server says waits in `inbox`. */
export class FakeTab {
  readonly chat: Chat;
  readonly timeline: Timeline;
  readonly pager: Pager;
  readonly inbox: LiveMessage[][] = [];
  isGone = false;
  readonly #socket: FakeSocket;
  readonly #ends: (() => void)[] = [];

  constructor(
    private readonly browser: FakeBrowser,
    private readonly number: number,
  ) {
    const { server } = browser;
    this.#socket = new FakeSocket((event, payload) => this.#ask(event, payload));
    this.chat = new Chat(ME, this.#rooms(), this.#outside());
    this.timeline = new Timeline(GENERAL, server.page());
    this.pager = this.chat.pager(this.timeline);
    const hear = (messages: LiveMessage[]) => this.#socket.connected && this.inbox.push(messages);
    server.hears.add(hear);
    this.#ends.push(() => server.hears.delete(hear), this.chat.open(this.timeline), this.chat.start());
    this.timeline.state.subscribe(() => this.#check());
    this.chat.outbox.state.subscribe(() => this.#check());
    this.#check();
  }

  onEnd(end: () => void): void {
    this.#ends.push(end);
  }

  end(): void {
    this.isGone = true;
    for (const end of this.#ends) end();
  }

  say(text: string): void {
    if (this.isGone) return;
    this.chat.send(GENERAL, text);
    const id = this.chat.outbox.state.get().find((pending) => pending.text === text)?.id ?? text;
    this.browser.said.push({ id, tab: this.number });
    this.#check();
  }

  /** Decides on the first one that was refused. */
  decide(what: "retry" | "remove"): void {
    const failed = this.chat.outbox.state.get().find((pending) => pending.failed);
    if (!failed || this.isGone) return;
    if (what === "remove") this.browser.deleted.add(failed.id);
    else this.browser.deleted.delete(failed.id); // in another tab, which had not heard of it
    this.chat.outbox[what](failed.id);
  }

  hear(messages: LiveMessage[] | undefined): void {
    if (messages && !this.isGone) this.#socket.hear("messages", messages);
  }

  lose(): void {
    if (!this.isGone && this.#socket.connected) this.#socket.lose();
    this.inbox.length = 0;
  }

  connect(): void {
    if (!this.isGone && !this.#socket.connected) this.#socket.connect();
  }

  scroll(toEnd: boolean): void {
    this.timeline.following = toEnd && this.timeline.isAtNewest;
  }

  get shown(): string[] {
    return this.timeline.state.get().messages.map(({ id }) => id);
  }

  /** What must be true of a screen at any moment. */
  #check(): void {
    if (this.isGone) return;
    const { messages, older, newer } = this.timeline.state.get();
    const entries = entriesOf(messages, newer === null ? this.chat.outbox.state.get() : [], ME.id);
    const ids = entries.map(({ id }) => id);
    const stored = messages.map(({ cursor }) => Number(cursor));
    if (new Set(ids).size < ids.length) this.#wrong("shown twice", ids);
    if (stored.some((cursor, index) => cursor <= (stored[index - 1] ?? 0))) this.#wrong("out of order", ids);
    const mine = this.browser.said.filter((said) => said.tab === this.number && !this.browser.refused.has(said.id));
    const own = mine.filter(({ id }) => (this.browser.sentBy.get(id) ?? this.number) === this.number);
    const places = own.map(({ id }) => ids.indexOf(id)).filter((place) => place !== -1);
    if (places.some((place, index) => place < (places[index - 1] ?? 0))) this.#wrong("mine out of order", ids);
    if (newer !== null) return;
    const isAbove = ({ cursor }: Message) => older !== null && Number(cursor) < Number(older);
    const above = new Set(this.browser.server.list.filter(isAbove).map(({ id }) => id));
    const missing = mine.filter(({ id }) => !ids.includes(id) && !above.has(id) && !this.browser.deleted.has(id));
    if (missing.length > 0) this.#wrong("mine is not shown", [...missing.map(({ id }) => id), "of", ...ids]);
  }

  #wrong(what: string, ids: string[]): void {
    this.browser.wrong.push(`${what} in tab ${this.number}: ${ids.join(" ")}`);
  }

  async #ask(event: string, payload: unknown): Promise<unknown> {
    if (this.isGone) return never();
    if (event === "read") return { ok: true, data: null };
    const { id } = payload as { id: string };
    if (event === "message") this.browser.sentBy.set(id, this.number);
    const answer = await this.browser.server.ask(event, payload).catch((error) => (this.isGone ? never() : error));
    if (this.isGone) return never();
    if (answer instanceof Error) throw answer;
    if (!answer.ok && answer.error.code === "not_found") this.browser.refused.add(id);
    return answer;
  }

  #rooms() {
    const lastMessage = this.browser.server.list.at(-1) ?? null;
    return [{ id: GENERAL, kind: "open" as const, name: "General", unread: 0, readCursor: null, lastMessage }];
  }

  #outside(): Outside {
    const { server, storage } = this.browser;
    const api = {
      getRooms: async () => this.#rooms(),
      getOnline: async () => [],
      getPeople: async () => [],
      getPage: async (_: string, where: object) => server.page(where),
      postMessage: (roomId: string, outgoing: object) => this.#ask("message", { roomId, ...outgoing }),
      putRead: async () => ({ ok: true, data: null }),
    };
    return {
      api: api as unknown as Outside["api"],
      storage: {
        get length() {
          return storage.length;
        },
        key: (index) => storage.key(index),
        getItem: (key) => storage.getItem(key),
        setItem: (key, value) => !this.isGone && storage.setItem(key, value),
        removeItem: (key) => !this.isGone && storage.removeItem(key),
      },
      load: async () => this.#socket.asSocket,
      onEnded: () => this.end(),
      isVisible: () => true,
      isOnline: () => true,
      alone: (name, run) => this.browser.alone(this, name, run),
    };
  }
}
