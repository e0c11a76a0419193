import type { User } from "../events";
import { State } from "./state";

const AFTER_MS = 120; // between two letters of who types well

interface Found {
  /** What these people were asked for. */
  query: string;
  people: readonly User[];
  failed: boolean;
}

/** Asks the server who is called so, when typing pauses. What is found stays until the next answer is there. */
export class PeopleSearch {
  readonly state = new State<Found>({ query: "", people: [], failed: false });
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wanted = "";

  constructor(private readonly ask: (query: string) => Promise<User[]>) {}

  /** The query as it is now; an answer to an earlier one no longer counts. */
  want(query: string): void {
    const wanted = query.trim();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    clearTimeout(this.#timer);
    if (wanted !== "") this.#timer = setTimeout(() => void this.#search(wanted), AFTER_MS);
  }

  async #search(query: string): Promise<void> {
    const answer = await this.ask(query).catch(() => null);
    if (query !== this.#wanted) return;
    this.state.update(({ people }) => ({ query, people: answer ?? people, failed: answer === null }));
  }
}
