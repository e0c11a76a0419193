import type { ErrorBody } from "../errors";
import type { ConnectionState } from "./socket";
import { State } from "./state";

export interface Status {
  kind: "fine" | "offline" | "storage" | "fast" | "back";
  text: string;
}

const OFFLINE_AFTER_MS = 2_000; // shorter ones are nobody's business
const BACK_SHOWN_MS = 4_000;

interface Parts {
  connection: State<ConnectionState>;
  trouble: State<ErrorBody | null>;
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
    ];
    this.#changed();
    return () => {
      clearTimeout(this.#timer);
      for (const end of ends) end();
    };
  }

  /** We have caught up after being away, with so many new messages of others. */
  caughtUp(messages: number): void {
    if (!this.#wasOffline || this.parts.connection.get() === "offline") return; // lost again before it was done
    this.#wasOffline = false;
    this.state.set({ kind: "back", text: messages > 0 ? `Back online, ${messages} new` : "Back online" });
    this.#later(BACK_SHOWN_MS, () => this.#show());
  }

  #changed(): void {
    if (this.parts.connection.get() !== "offline") this.#show();
    else if (this.parts.isOnline()) this.#later(OFFLINE_AFTER_MS, () => this.#offline());
    else this.#offline();
  }

  #offline(): void {
    if (this.parts.connection.get() !== "offline") return;
    this.#wasOffline = true;
    this.state.set(OFFLINE);
  }

  #show(): void {
    const connection = this.parts.connection.get();
    const trouble = this.parts.trouble.get();
    if (connection === "offline" || (this.#wasOffline && !trouble)) return;
    clearTimeout(this.#timer);
    if (trouble) this.state.set(trouble.code === "rate_limited" ? tooFast(trouble) : STORAGE);
    else this.state.set({ kind: "fine", text: WORDS[connection] });
  }

  #later(ms: number, run: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(run, ms);
  }
}

const WORDS = { idle: "", connecting: "Connecting", online: "Connected" };
const OFFLINE: Status = { kind: "offline", text: "Offline: messages go out when you are back" };
const STORAGE: Status = {
  kind: "storage",
  text: "Storage is not reachable. What you send is kept and goes out later.",
};
const tooFast = ({ retryAfter = 1 }: ErrorBody): Status => ({
  kind: "fast",
  text: `That was fast. What you send goes out in ${retryAfter} s.`,
});
