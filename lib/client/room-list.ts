import { type Cursor, directOf, type Message, type Room, type RoomId, type User, type UserId } from "../events";
import { Changes } from "./changes";
import { isLater } from "./cursors";
import { State } from "./state";

/** My rooms, with what is unread in them. */
export class RoomList {
  readonly state: State<readonly Room[]>;
  /** Rooms that I was in when this page began, and am no longer. */
  readonly left = new State<ReadonlySet<RoomId>>(new Set());
  readonly #changes = new Changes<RoomId>();

  constructor(
    private readonly me: UserId,
    rooms: Room[],
  ) {
    this.state = new State<readonly Room[]>(rooms);
  }

  find(roomId: RoomId): Room | undefined {
    return this.state.get().find(({ id }) => id === roomId);
  }

  /** The list as the server has it now. A read mark of ours that it has not heard of yet stays. */
  replace(rooms: readonly Room[]): void {
    if (rooms === this.state.get()) return; // it is what the page began with
    const known = new Map(this.state.get().map((room) => [room.id, room]));
    this.state.set(rooms.map((room) => newest(room, known.get(room.id))));
    if (this.left.get().size > 0)
      this.left.update((left) => new Set([...left].filter((id) => !rooms.some((room) => room.id === id))));
  }

  /** Asks for the list and takes it over. A room that has come or gone meanwhile is not judged by the answer. */
  async renew(ask: () => Promise<Room[]>): Promise<Room[]> {
    const isNewer = this.#changes.since();
    const known = this.state.get();
    const told = await ask();
    this.replace([...told.filter(({ id }) => !isNewer(id)), ...this.state.get().filter(({ id }) => isNewer(id))]);
    for (const { id } of known) if (!this.find(id)) this.gone(id);
    return told;
  }

  /** A room has appeared, or is told again. */
  appeared(room: Room): void {
    this.#changes.note(room.id);
    this.replace([...this.state.get().filter(({ id }) => id !== room.id), room]);
  }

  gone(roomId: RoomId): void {
    this.#changes.note(roomId);
    this.state.update((rooms) => rooms.filter(({ id }) => id !== roomId));
    this.left.update((left) => new Set(left).add(roomId));
  }

  /** New messages of one room, oldest first: its last one, and how many of others are unread. */
  heard(roomId: RoomId, messages: Message[]): void {
    this.#change(roomId, (room) => messages.reduce((known, message) => this.#with(known, message), room));
  }

  /** I have read up to here, in this tab or another. */
  read(roomId: RoomId, cursor: Cursor): void {
    this.#change(roomId, (room) => {
      if (!isLater(cursor, room.readCursor)) return room;
      const all = !isLater(room.lastMessage?.cursor, cursor);
      return { ...room, readCursor: cursor, unread: all ? 0 : room.unread };
    });
  }

  /** I have marked a room as unread: the mark moves back. */
  unread({ roomId, cursor, unread }: { roomId: RoomId; cursor: Cursor; unread: number }): void {
    this.#changes.note(roomId);
    this.#change(roomId, (room) => ({ ...room, readCursor: cursor, unread }));
  }

  /** Somebody is called otherwise: so is the direct room with them. */
  renamed(person: User): void {
    const roomId = directOf(this.me, person.id);
    this.#changes.note(roomId);
    this.#change(roomId, (room) => ({
      ...room,
      name: person.username,
      members: room.members?.map((member) => (member.id === person.id ? person : member)),
    }));
  }

  /** I have blocked the other of a direct room, or no longer. */
  blocked(roomId: RoomId, blocked: boolean): void {
    this.#changes.note(roomId);
    this.#change(roomId, ({ blocked: _, ...room }) => (blocked ? { ...room, blocked, unread: 0 } : room));
  }

  #with(room: Room, message: Message): Room {
    if (!isLater(message.cursor, room.lastMessage?.cursor)) return room;
    const unread =
      message.from === this.me || room.blocked ? 0 : room.unread + (isLater(message.cursor, room.readCursor) ? 1 : 0);
    return { ...room, lastMessage: message, unread };
  }

  #change(roomId: RoomId, change: (room: Room) => Room): void {
    this.state.update((rooms) => {
      const changed = rooms.map((room) => (room.id === roomId ? change(room) : room));
      return changed.some((room, index) => room !== rooms[index]) ? changed : rooms;
    });
  }
}

/** What is told may be older than what we have heard, or have read, meanwhile. */
function newest(told: Room, known: Room | undefined): Room {
  if (!known) return told;
  const heardMore = isLater(known.lastMessage?.cursor, told.lastMessage?.cursor);
  const room = heardMore ? { ...told, lastMessage: known.lastMessage, unread: known.unread } : told;
  if (!isLater(known.readCursor, told.readCursor)) return room;
  const isAllRead = !isLater(room.lastMessage?.cursor, known.readCursor);
  return { ...room, readCursor: known.readCursor, unread: isAllRead ? 0 : room.unread };
}

/** Unread first, then the newest. */
export const byUnread = (a: Room, b: Room): number =>
  Number(b.unread > 0) - Number(a.unread > 0) ||
  Number(b.lastMessage?.cursor ?? 0) - Number(a.lastMessage?.cursor ?? 0);
