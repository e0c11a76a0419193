import type { Cursor, LiveMessage, Message, Room, RoomId, User } from "../events";
import type * as api from "./api";
import { browserEvents } from "./browser-events";
import { CatchUp } from "./catch-up";
import { Drafts } from "./drafts";
import { Outbox, type Pending } from "./outbox";
import type { Storage } from "./outbox-store";
import { People } from "./people";
import { Reader } from "./reader";
import { RoomList } from "./room-list";
import { type ChatSocket, Connection } from "./socket";
import { State } from "./state";
import { StatusLine } from "./status";
import type { Timeline } from "./timeline";
import { TypingTeller, Typists } from "./typing";
import { uuid } from "./uuid";

const POST_AFTER_MS = 10_000; // without a socket for so long, there may be none: a proxy in the way

export interface Outside {
  api: typeof api;
  storage: Storage;
  load(): Promise<ChatSocket>;
  onEnded(): void;
  isVisible(): boolean;
  isOnline(): boolean;
  alone?: <T>(name: string, run: () => Promise<T>) => Promise<T>;
}

/** A person's chat in one tab: its parts, and who tells whom. */
export class Chat {
  readonly connection: Connection;
  readonly rooms: RoomList;
  readonly people: People;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly typists = new Typists();
  readonly typing: TypingTeller;
  readonly reader: Reader;
  readonly status: StatusLine;
  /** The last message of somebody else in the open room, for who hears it. */
  readonly announced = new State("");
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
    this.connection = new Connection(outside);
    this.rooms = new RoomList(me.id, rooms);
    this.people = new People([me, ...rooms.flatMap(({ members }) => members ?? [])]);
    this.drafts = new Drafts(outside.storage, `banter:draft:${me.id}:`);
    this.typing = new TypingTeller((roomId) => this.connection.mention(roomId));
    this.outbox = new Outbox({
      storage: outside.storage,
      prefix: `banter:outbox:${me.id}:`,
      send: (pending) => this.#send(pending),
      stored: (message) => this.heard([message]),
      alone: outside.alone,
    });
    const { isVisible, isOnline } = outside;
    this.reader = new Reader({
      rooms: this.rooms,
      isVisible,
      tell: (...mark) => this.#tellRead(...mark),
    });
    this.status = new StatusLine({ connection: this.connection.state, trouble: this.outbox.trouble, isOnline });
    this.#catchUp = new CatchUp({ chat: this, api: outside.api, open: () => this.#open });
  }

  /** Begins to be live. Returns how to end it. */
  start(): () => void {
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
    this.#catchUp.room(timeline);
    return () => {
      if (this.#open === timeline) this.#open = null;
      this.reader.watch(null);
    };
  }

  /** Sends a text to a room, now or as soon as possible. */
  send(roomId: RoomId, text: string): void {
    const held = this.#open?.roomId === roomId ? this.#open.last?.cursor : this.rooms.find(roomId)?.lastMessage?.cursor;
    this.outbox.add({ id: uuid(), roomId, text: text.replace(/^\n+|\s+$/g, ""), after: held ?? null });
    this.typing.sent();
  }

  /** New messages of one room, from wherever we heard of them. */
  heard(messages: (LiveMessage | Message)[]): void {
    const roomId = messages[0]?.roomId;
    if (roomId === undefined) return;
    const open = this.#open?.roomId === roomId ? this.#open : null;
    const inserted = open?.insert(messages);
    this.outbox.settle(messages);
    for (const { from } of messages) this.typists.stopped(roomId, from);
    this.rooms.heard(roomId, messages);
    this.reader.look();
    if (inserted) this.#announce(inserted.added);
    void this.#catchUp.unknown(roomId, messages);
    // An acknowledgement comes without the cursor before it; the event that follows tells it.
    if (open && inserted?.hole && messages.some((message) => "prev" in message)) this.#catchUp.room(open);
  }

  #listen(socket: ChatSocket): void {
    socket.on("connect", () => void this.#catchUp.all());
    socket.on("disconnect", () => {
      this.#offlineSince = Date.now();
    });
    socket.on("messages", (messages) => this.heard(messages));
    socket.on("presence", (change) => this.people.changed(change));
    socket.on("room", (room) => {
      this.people.learn(room.members ?? []);
      this.rooms.appeared(room);
    });
    socket.on("room.left", ({ roomId }) => this.rooms.gone(roomId));
    socket.on("read", ({ roomId, cursor }) => this.rooms.read(roomId, cursor));
    socket.on("typing", ({ roomId, userId }) => {
      if (userId !== this.me.id) this.typists.heard(roomId, userId);
    });
  }

  #send({ id, roomId, text: message, after }: Pending) {
    if (this.connection.state.get() === "online") {
      return this.connection.ask("message", { id, roomId, message, after });
    }
    this.#offlineSince ||= Date.now();
    if (Date.now() - this.#offlineSince < POST_AFTER_MS) return Promise.reject(new Error("offline"));
    return this.outside.api.postMessage(roomId, { id, message, after });
  }

  async #tellRead(roomId: RoomId, cursor: Cursor, leaving: boolean): Promise<void> {
    if (leaving) return this.outside.api.putRead(roomId, cursor);
    const answer = await this.connection.ask("read", { roomId, cursor });
    if (!answer.ok && answer.error.code === "unavailable") throw new Error(answer.error.message);
  }

  #announce(added: Message[]): void {
    const last = added.filter(({ from }) => from !== this.me.id).at(-1);
    if (last) this.announced.set(`${this.people.state.get()[last.from]?.username ?? "Somebody"}: ${last.message}`);
  }
}
