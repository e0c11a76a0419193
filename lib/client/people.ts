import { GENERAL, type Room, type User, type UserId } from "../events";
import { Changes } from "./changes";
import { listed, type Phrase } from "./phrases";
import { State } from "./state";

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
    const people = told.map((person) => {
      const known = this.state.get()[person.id];
      return known?.deleted && !person.deleted ? { ...known, online: false } : person;
    });
    const news = people.filter(({ id, username, online }) => {
      const known = this.state.get()[id];
      return known?.username !== username || known.online !== online;
    });
    if (news.length > 0) this.state.update((known) => ({ ...known, ...byId(news) }));
  }

  /** Of these, who has deleted their account since we heard of them. Their presence may be older than what we know. */
  part(people: User[]): void {
    this.learn(people.filter(({ deleted }) => deleted));
  }

  /** Learns those that we have not heard of. */
  meet(people: User[]): void {
    this.learn(people.filter(({ id }) => !this.state.get()[id]));
  }

  /** Somebody has come or gone. */
  changed({ online, offline }: { online: User[]; offline: UserId[] }): void {
    for (const id of [...online.map((person) => person.id), ...offline]) this.#changes.note(id);
    const gone = offline.flatMap((id) => this.state.get()[id] ?? []).map((person) => ({ ...person, online: false }));
    this.learn([...gone, ...online]);
  }

  /** Asks who is online: they, and nobody else of those we know. Who has come or gone meanwhile is not judged by it. */
  async renew(ask: () => Promise<User[]>): Promise<void> {
    const isNewer = this.#changes.since();
    const online = (await ask()).filter(({ id }) => !isNewer(id));
    const here = new Set(online.map(({ id }) => id));
    const offline = Object.keys(this.state.get()).filter((id) => !here.has(id) && !isNewer(id));
    this.changed({ online, offline });
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
  return Object.values({ ...Object.fromEntries(members.map((person) => [person.id, person])), ...people });
}
