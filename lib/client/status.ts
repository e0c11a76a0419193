import type { ErrorBody } from "../errors";
import type { ConnectionState } from "./socket";
import { State } from "./state";

export interface Status {
  kind: "fine" | "offline" | "storage" | "fast" | "back";
  text: string;
}

const OFFLINE_AFTER_MS = 2_000; // shorter ones are nobody's business
const BACK_SHOWN_MS = 4_000;
const SKIPPED_SHOWN_MS = 12_000; // it is something to do, not only to know

interface Parts {
  connection: State<ConnectionState>;
  trouble: State<ErrorBody | null>;
  /** Would a reload lose what waits? */
  unkept: State<boolean>;
  /** Has the browser itself said that there is no network? Then at once. */
  isOnline(): boolean;
}

/** The one line that says how we are connected. */
export class StatusLine {
  readonly state = new State<Status>({ kind: "fine", text: "" });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wasOffline = false;

  constructor(private readonly parts: Parts) {}

  /** Begins to listen. Returns how to end it. */
  start(): () => void {
    const ends = [
      this.parts.connection.subscribe(() => this.#changed()),
      this.parts.trouble.subscribe(() => this.#show()),
      this.parts.unkept.subscribe(() => this.#unkept()),
    ];
    this.#changed();
    return () => {
      clearTimeout(this.#timer);
      for (const end of ends) end();
    };
  }

  /** We have caught up, with so many new messages of others; `skipped`: too many, the open room begins again. */
  caughtUp({ news, skipped }: { news: number; skipped: boolean }): void {
    if (this.parts.connection.get() !== "online") return; // it may be lost again meanwhile
    if (!this.#wasOffline && !skipped) return;
    this.#wasOffline = false;
    const back = news > 0 ? `Back online, ${news} new` : "Back online";
    this.state.set({ kind: "back", text: skipped ? SKIPPED : back });
    this.#later(skipped ? SKIPPED_SHOWN_MS : BACK_SHOWN_MS, () => this.#show());
  }

  /** Something was asked for that only the server can do. Says so where we do not hear it, and answers whether. */
  notDone(): boolean {
    return this.#offline(NOT_DONE);
  }

  #changed(): void {
    if (this.parts.connection.get() !== "offline") this.#show();
    else if (this.parts.isOnline()) this.#later(OFFLINE_AFTER_MS, () => this.#offline());
    else this.#offline();
  }

  #offline(text = OFFLINE): boolean {
    if (this.parts.connection.get() !== "offline") return false;
    this.state.set(this.#withCare({ kind: "offline", text }));
    this.#wasOffline = true;
    return true;
  }

  #unkept(): void {
    if (this.state.get().kind === "offline") this.#offline();
    else if (this.parts.trouble.get()) this.#show();
  }

  /** What waits is lost with this page: then one has to know. */
  #withCare(status: Status): Status {
    return this.parts.unkept.get() ? { ...status, text: status.text + STAY } : status;
  }

  #show(): void {
    const connection = this.parts.connection.get();
    const trouble = this.parts.trouble.get();
    if (connection === "offline" || (this.#wasOffline && !trouble)) return;
    clearTimeout(this.#timer);
    if (trouble) this.state.set(this.#withCare(trouble.code === "rate_limited" ? tooFast(trouble) : storage(trouble)));
    else this.state.set({ kind: "fine", text: WORDS[connection] });
  }

  #later(ms: number, run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, ms);
  }
}

const WORDS = { idle: "", connecting: "Connecting", online: "Connected" };
const OFFLINE = "Offline: messages go out when you are back";
const NOT_DONE = "Offline: not done. Try again when you are back.";
const SKIPPED = "Much was said meanwhile. These are the newest messages, the others are above.";
const STAY = " Keep this page open: this browser does not keep them.";
const storage = ({ message }: ErrorBody): Status => {
  const [why = "Storage is not reachable."] = /^Storage is [^.]+\./.exec(message.replace(" right now", "")) ?? [];
  return { kind: "storage", text: `${why} What you send is kept and goes out later.` };
};
const tooFast = ({ retryAfter = 1 }: ErrorBody): Status => ({
  kind: "fast",
  text: `That was fast. What you send goes out in ${retryAfter} s.`,
});
