import { GENERAL, type Room, type User, type UserId } from "../events";
import { USERS_MAX } from "../limits";
import type * as api from "./api";
import { Changes } from "./changes";
import { listed, type Phrase } from "./phrases";
import { State } from "./state";

const ASKED_MAX = 5 * USERS_MAX; // five requests: more would be a storm when many come back at once

export type Names = Readonly<Record<UserId, User>>;

/** The people we have heard of, with their presence. */
export class People {
  readonly state: State<Names>;
  readonly #changes = new Changes<UserId>();

  constructor(people: User[]) {
    this.state = new State(byId(people));
  }

  /** Who has deleted their account stays so: what says otherwise was on its way before. */
  learn(told: User[]): void {
    const news = told.flatMap((person) => {
      const known = this.state.get()[person.id];
      const now = known?.deleted && !person.deleted ? { ...known, online: false } : person;
      return known?.username === now.username && known.online === now.online ? [] : [now];
    });
    if (news.length > 0) this.state.update((known) => ({ ...known, ...byId(news) }));
  }

  /** Learns those that we have not heard of, and who has deleted their account. Of the others it may be older than what we know. */
  meet(people: User[]): void {
    this.learn(people.filter(({ id, deleted }) => deleted || !this.state.get()[id]));
  }

  /** Somebody has come or gone. */
  changed({ online, offline }: { online: User[]; offline: UserId[] }): void {
    for (const { id } of online) this.#changes.note(id);
    for (const id of offline) this.#changes.note(id);
    const gone = offline.flatMap((id) => this.state.get()[id] ?? []).map((person) => ({ ...person, online: false }));
    this.learn([...gone, ...online]);
  }

  /**
   * Asks who is online: they, and nobody else of those we know. A full answer may leave out some: so the others we
   * know are asked for, of very many each time some by chance. Who has come or gone meanwhile is not judged by it.
   */
  async renew({ getOnline, getPeople }: Pick<typeof api, "getOnline" | "getPeople">): Promise<void> {
    const isNewer = this.#changes.since();
    let online = await getOnline();
    const isAway = (id: UserId) => !isNewer(id) && !online.some((person) => person.id === id);
    let others = Object.keys(this.state.get()).filter(isAway);
    if (online.length === USERS_MAX) {
      others = others.sort(() => Math.random() - 0.5).slice(0, ASKED_MAX);
      online = [...online, ...(await getPeople(others)).filter((person) => person.online)];
    }
    this.changed({ online: online.filter(({ id }) => !isNewer(id)), offline: others.filter(isAway) });
  }

  unknown(ids: UserId[]): UserId[] {
    return [...new Set(ids)].filter((id) => !this.state.get()[id]);
  }
}

const byId = (people: User[]): Names => Object.fromEntries(people.map((person) => [person.id, person]));

/** "Ana, Joe and Pablo are here." Of those who are online; of many, the first three. */
export function whoIsHere(people: User[]): Phrase[] {
  const names = people.filter(({ online }) => online).map(({ username }) => username);
  if (names.length === 0) return ["Nobody else is here right now."];
  return [...listed(names, 4), names.length === 1 ? " is here." : " are here."];
}

/** The other of a direct room. */
export const otherOf = ({ id, name, members = [] }: Room, me: UserId): User =>
  members.find((person) => person.id !== me) ?? {
    id: id.split(":").find((person) => person !== me) ?? "0",
    username: name,
    online: false,
  };

/** The members of a room as they are now. Everybody is in General: there the list of the server may end before those who are here. */
export function membersOf({ id, members = [] }: Room, people: Names): User[] {
  if (id !== GENERAL) return members.map((person) => people[person.id] ?? person);
  return Object.values({ ...byId(members), ...people });
}
