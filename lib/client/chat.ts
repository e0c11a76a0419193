import {
  type Answer,
  type Cursor,
  directOf,
  type LiveMessage,
  type Message,
  type Room,
  type RoomId,
  type User,
  type UserId,
} from "../events";
import type * as api from "./api";
import { browserEvents } from "./browser-events";
import { CatchUp } from "./catch-up";
import { Drafts } from "./drafts";
import { FINAL, Outbox, type Pending } from "./outbox";
import type { Storage } from "./outbox-store";
import { fitsFrame, outgoingText } from "./outgoing";
import { Pager } from "./pager";
import { People } from "./people";
import { Places } from "./places";
import { Reader } from "./reader";
import { RoomList } from "./room-list";
import { SignedIn } from "./signed-in";
import { type ChatSocket, Connection, type Source } from "./socket";
import { State } from "./state";
import { StatusLine } from "./status";
import type { Stream } from "./stream";
import type { Timeline } from "./timeline";
import { TypingTeller, Typists } from "./typing";
import { uuid } from "./uuid";

const POST_AFTER_MS = 10_000; // without a socket for so long, there may be none: a proxy in the way

export interface Outside {
  api: typeof api;
  storage: Storage;
  load(me: UserId): Promise<ChatSocket>;
  loadStream?(me: UserId): Promise<Stream>;
  onEnded(): void;
  onOther?(): void;
  isVisible(): boolean;
  isOnline(): boolean;
  alone?: <T>(name: string, run: () => Promise<T>) => Promise<T>;
}

const ANNOUNCED_MAX = 3; // more at once are counted, not read out

/** `turn` counts, so that the same words twice are said twice. */
export interface Announcement {
  turn: number;
  text: string;
}

/** A person's chat in one tab: its parts, and who tells whom. */
export class Chat {
  readonly connection: Connection;
  readonly rooms: RoomList;
  readonly people: People;
  readonly outbox: Outbox;
  readonly signedIn: SignedIn;
  readonly drafts: Drafts;
  readonly typists = new Typists();
  readonly typing: TypingTeller;
  readonly reader: Reader;
  readonly status: StatusLine;
  /** What is said to who hears the page: new messages of others, and what came of an action. */
  readonly announced = new State<Announcement>({ turn: 0, text: "" });
  /** Where the divider stands because I have marked a room as unread. */
  readonly divided = new State<{ roomId: RoomId; after: Cursor } | null>(null);
  /** Histories that were left while reading further up. */
  readonly places = new Places();
  /** Why something about a person of this room could not be done; said where one writes. */
  readonly notice = new State("");
  /** Words for the composer, from elsewhere on the page. */
  readonly suggested = new State("");
  readonly #catchUp: CatchUp;
  #open: Timeline | null = null;
  #offlineSince = 0;

  constructor(
    readonly me: User,
    rooms: Room[],
    private readonly outside: Outside,
  ) {
    this.connection = new Connection({ ...outside, me: me.id });
    this.rooms = new RoomList(me.id, rooms);
    this.people = new People([me, ...rooms.flatMap(({ members }) => members ?? [])]);
    const onOther = () => outside.onOther?.();
    this.signedIn = new SignedIn({ storage: outside.storage, me: me.id, onOther });
    this.drafts = new Drafts(outside.storage, `banter:draft:${me.id}:`);
    this.typing = new TypingTeller((roomId) => this.connection.mention(roomId));
    this.outbox = new Outbox({
      storage: outside.storage,
      prefix: `banter:outbox:${me.id}:`,
      send: (pending) => this.#send(pending),
      stored: (message) => this.heard([message]),
      sentElsewhere: (roomId) => this.#sentElsewhere(roomId),
      alone: outside.alone,
    });
    const { isVisible, isOnline } = outside;
    this.reader = new Reader({
      rooms: this.rooms,
      isVisible,
      tell: (...mark) => this.#tellRead(...mark),
    });
    const { trouble, unkept } = this.outbox;
    this.status = new StatusLine({ connection: this.connection.state, trouble, unkept, isOnline });
    this.rooms.left.subscribe(() => this.#forgetLeft());
    this.#catchUp = new CatchUp({ chat: this, api: outside.api, open: () => this.#open });
  }

  /** Begins to be live. Returns how to end it. */
  start(): () => void {
    this.signedIn.arrived();
    this.drafts.load();
    this.outbox.load();
    const ends = [this.status.start(), browserEvents(this, () => void this.#catchUp.all())];
    void this.connection.start((socket) => this.#listen(socket));
    return () => {
      this.connection.stop();
      for (const end of ends) end();
    };
  }

  /** The server has rendered the list again. Once we hear of changes ourselves, its copy may be older than ours. */
  rendered(rooms: Room[]): void {
    if (this.connection.state.get() === "online") void this.#catchUp.refresh().catch(() => undefined);
    else this.rooms.replace(rooms);
  }

  /** This room is on the screen. Returns how to close it. */
  open(timeline: Timeline): () => void {
    this.#open = timeline;
    void this.#catchUp.room(timeline);
    return () => {
      if (this.#open === timeline) this.#open = null;
      this.reader.watch(null);
      this.reader.release(timeline.roomId);
      this.divided.set(null);
    };
  }

  /** The pages of a history. */
  pager(timeline: Timeline): Pager {
    const reached = () => void this.#catchUp.room(timeline);
    return new Pager(timeline, { getPage: this.outside.api.getPage, reached });
  }

  /** Says that it was not done, where what leads on would lose the page: without a network, and a server that we hear. */
  keepsPage(): boolean {
    return !this.outside.isOnline() && this.status.notDone();
  }

  /** Would it be lost with this page, what is typed or on its way? */
  get wouldLose(): boolean {
    return this.connection.state.get() !== "idle" && (this.outbox.unkept.get() || this.drafts.wouldLose);
  }

  /** Marks the open room as unread from one of its messages on, until it is opened again. Rejects when it was not heard. */
  async markUnread({ roomId, cursor }: { roomId: RoomId; cursor: Cursor }): Promise<void> {
    await this.reader.keepUnread(roomId);
    await this.outside.api.putUnread(roomId, cursor).catch((error) => {
      this.reader.release(roomId);
      throw error;
    });
  }

  /** Sends a text to a room, now or as soon as possible. */
  send(roomId: RoomId, text: string): void {
    const held = this.#open?.roomId === roomId ? this.#open.last?.cursor : this.rooms.find(roomId)?.lastMessage?.cursor;
    this.outbox.add({ id: uuid(), roomId, text: outgoingText(text), after: held ?? null });
    this.typing.sent();
    this.reader.release(roomId);
  }

  /** Says something to who hears the page. */
  announce(text: string): void {
    this.announced.update(({ turn }) => ({ turn: turn + 1, text }));
  }

  /** New messages of one room, from wherever we heard of them. */
  heard(messages: (LiveMessage | Message)[]): void {
    const roomId = messages[0]?.roomId;
    if (roomId === undefined) return;
    const open = this.#open?.roomId === roomId ? this.#open : null;
    const inserted = open?.insert(messages);
    this.outbox.settle(messages.filter(({ from }) => from === this.me.id));
    for (const { from } of messages) this.typists.stopped(roomId, from);
    this.rooms.heard(roomId, messages);
    this.reader.look();
    if (inserted) this.#announce(inserted.added);
    void this.#catchUp.unknown(roomId, messages);
    // An acknowledgement comes without the cursor before it; the event that follows tells it.
    if (open && inserted?.hole && messages.some((message) => "prev" in message)) void this.#catchUp.hole(open);
  }

  #listen(socket: Source): void {
    socket.on("connect", () => {
      this.#offlineSince = 0;
      void this.#catchUp.all();
    });
    socket.on("disconnect", () => {
      this.#offlineSince = Date.now();
    });
    socket.on("messages", (messages) => this.heard(messages));
    socket.on("presence", (change) => this.people.changed(change));
    socket.on("room", (room) => {
      this.people.learn(room.members ?? []);
      this.rooms.appeared(room);
      if (this.#open?.roomId === room.id) void this.#catchUp.room(this.#open); // I may have been out of it meanwhile
    });
    socket.on("person", (person) => {
      this.people.learn([person]);
      this.rooms.renamed(person);
    });
    socket.on("block", ({ userId, blocked }) => this.rooms.blocked(directOf(this.me.id, userId), blocked));
    socket.on("room.left", ({ roomId }) => this.rooms.gone(roomId));
    socket.on("read", ({ roomId, cursor }) => this.rooms.read(roomId, cursor));
    socket.on("unread", (change) => this.#unread(change));
    socket.on("typing", ({ roomId, userId }) => {
      if (userId !== this.me.id) this.typists.heard(roomId, userId);
    });
  }

  async #send(pending: Pending): Promise<Answer<Message>> {
    if (this.signedIn.isSomebodyElse()) throw new Error("not now");
    if (!fitsFrame(pending))
      return { ok: false, error: { code: "too_large", message: "This is too long to be sent." } };
    const answer = await this.#ask(pending);
    if (answer.ok || answer.error.code !== "unauthenticated") return answer;
    this.connection.end(); // it goes on when I have signed in again
    throw new Error(answer.error.message);
  }

  #ask({ id, roomId, text: message, after }: Pending): Promise<Answer<Message>> {
    if (this.connection.state.get() === "online") {
      return this.connection.ask("message", { id, roomId, message, after });
    }
    this.#offlineSince ||= Date.now();
    if (Date.now() - this.#offlineSince < POST_AFTER_MS) return Promise.reject(new Error("not now"));
    return this.outside.api.postMessage(roomId, { id, message, after });
  }

  async #sentElsewhere(roomId: RoomId): Promise<void> {
    const open = this.#open;
    if (open?.roomId !== roomId || !open.isAtNewest) return;
    if (!(await this.#catchUp.room(open)) && this.#open === open) throw new Error("not now");
  }

  async #tellRead(roomId: RoomId, cursor: Cursor, leaving: boolean): Promise<void> {
    const { api } = this.outside;
    const answer = await (leaving ? api.putRead(roomId, cursor) : this.connection.ask("read", { roomId, cursor }));
    if (!answer.ok && !FINAL.has(answer.error.code)) throw new Error(answer.error.message);
  }

  #forgetLeft(): void {
    for (const roomId of this.rooms.left.get()) this.places.forget(roomId);
  }

  #unread(change: { roomId: RoomId; cursor: Cursor; unread: number }): void {
    void this.reader.keepUnread(change.roomId);
    this.rooms.unread(change);
    if (this.#open?.roomId === change.roomId) this.divided.set({ roomId: change.roomId, after: change.cursor });
    else this.reader.release(change.roomId);
  }

  #announce(added: Message[]): void {
    const theirs = added.filter(({ from }) => from !== this.me.id);
    const nameOf = (id: string) => this.people.state.get()[id]?.username ?? "Somebody";
    if (theirs.length > ANNOUNCED_MAX) this.announce(`${theirs.length} new messages`);
    else if (theirs.length > 0) this.announce(theirs.map((said) => `${nameOf(said.from)}: ${said.message}`).join("\n"));
  }
}
