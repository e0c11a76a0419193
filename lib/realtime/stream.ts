import type { IncomingMessage, ServerResponse } from "node:http";
import { redisSeconds } from "../clock";
import { Refused, WrongMethod } from "../errors";
import { CURSOR, type Cursor, identityOf, isForeign, type LiveMessage, type RoomId } from "../events";
import { AHEAD_SECONDS, CONSUMER_MAX_BYTES, LATE_SECONDS } from "../limits";
import type { Run } from "../messages";
import type { Viewer } from "../sessions";
import { type Arrival, type Audience, namesOf, roomName } from "./audience";
import { admit, type Door } from "./handshake";
import { refuse } from "./refuse";
import type { Tails } from "./tails";

/** A listener by Server-Sent Events. */
export interface Stream {
  viewer: Viewer;
  names: Set<string>;
  tell(event: string, payload: unknown): void;
  close(): void;
}

interface Parts extends Door {
  audience: Audience;
  tails: Pick<Tails, "open">;
  messages: {
    after(roomId: RoomId, cursor: Cursor, limit: number): Promise<Run>;
    lateBefore(roomId: RoomId, cursor: Cursor): Promise<LiveMessage[]>;
  };
  /** Has all been told that is older than what is told now, in every room? */
  isComplete(): boolean;
  attendance: { arrive(userId: string): void; depart(userId: string): void };
  /** Finds out what ended between the reading and here. */
  confirm(arrival: Arrival): void;
}

/** `GET /api/stream`: the server events for a client without WebSocket; resumes after the last cursor it had. */
export function createStreamDoor(parts: Parts) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (request.method !== "GET") throw new WrongMethod(["GET"]);
      let opened: Promise<void> | undefined;
      await admit(parts, request, (arrival) => {
        opened = open(parts, arrival, resumeOf(request), response);
      });
      await opened;
    } catch (error) {
      refuse(response, error);
    }
  };
}

const HEARTBEAT_MS = 25_000; // Heroku's router ends what is silent for 55 s
const AT_ONCE = 200;
const BACKLOG_MAX = 5_000; // events, most of them shared with others, that wait until what was missed is out

async function open(parts: Parts, arrival: Arrival, resume: Resume | null, response: ServerResponse) {
  const { viewer, rooms } = arrival;
  if (response.destroyed) return; // gone meanwhile: there will be no "close" any more
  const writer = createWriter(response, parts.isComplete, resume?.after);
  const backlog: [string, unknown][] = [];
  let live = false;
  const stream: Stream = {
    viewer,
    names: new Set(namesOf(viewer, rooms)),
    tell: (event, payload) => {
      if (live) return writer.event(event, payload);
      if (backlog.push([event, payload]) > BACKLOG_MAX) response.destroy(); // too slow: it comes back and resumes
    },
    close: writer.end,
  };
  response.writeHead(200, HEADERS);
  response.write(": welcome\n\n");
  parts.audience.add(stream);
  parts.attendance.arrive(viewer.id);
  for (const roomId of rooms) parts.tails.open(roomId);
  const heartbeat = setInterval(() => response.write(": still here\n\n"), HEARTBEAT_MS);
  response.on("close", () => {
    clearInterval(heartbeat);
    parts.audience.remove(stream);
    parts.attendance.depart(viewer.id);
  });
  parts.confirm(arrival);
  if (resume) {
    const isIn = (roomId: RoomId) => stream.names.has(roomName(roomId)); // until its person is put out
    for await (const messages of missed(parts, { rooms, isIn, resume })) {
      await writer.history(messages, isIn);
      if (writer.isOver()) return;
    }
  }
  for (const [event, payload] of backlog) writer.event(event, payload);
  live = true;
}

interface Missed {
  rooms: RoomId[];
  isIn: (roomId: RoomId) => boolean;
  resume: Resume;
}

/** What was said in all rooms after `after`, merged in the order of the cursors, a window at a time. */
async function* missed({ messages }: Parts, { rooms, isIn, resume }: Missed): AsyncGenerator<LiveMessage[]> {
  const { after, late } = resume;
  if (late) {
    const behind = await Promise.all(rooms.map((roomId) => messages.lateBefore(roomId, after)));
    yield behind.flat().sort(byCursor);
  }
  let runs = rooms.map((roomId) => ({ roomId, from: after }));
  while (runs.length > 0) {
    const read = await Promise.all(
      runs.map(async (run) => ({ ...run, ...(await messages.after(run.roomId, run.from, AT_ONCE)) })),
    );
    const ends = read.filter(({ more }) => more).map(({ messages }) => Number(messages.at(-1)?.cursor));
    const horizon = Math.min(...ends); // beyond it a room may have more that comes before
    const window = read.flatMap(({ messages }) => messages).filter(({ cursor }) => Number(cursor) <= horizon);
    yield window.sort(byCursor);
    const from = window.at(-1)?.cursor;
    const isAll = from === undefined || ends.length === 0;
    runs = isAll ? [] : read.filter(({ roomId }) => isIn(roomId)).map(({ roomId }) => ({ roomId, from }));
  }
}

const byCursor = (a: LiveMessage, b: LiveMessage) => Number(a.cursor) - Number(b.cursor);

/**
 * One event a message, so that its id is the one cursor it stands for. Each message once, ids never backwards: what
 * comes in one turn of the loop, a room after the other, is sorted, else who resumes after the first id misses the rest.
 * While an older one may still come, of a room that is being read, none has an id: who resumes then hears some again.
 */
function createWriter(response: ServerResponse, isComplete: () => boolean, after: Cursor = "0") {
  let last = Number(after);
  const heldTo = last <= redisSeconds() ? last : 0; // of ours all is held up to there: it may be heard late, and is no news
  let queue: [event: string, payload: unknown][] = [];
  const recent = new Set<string>();
  const isOver = () => response.writableEnded || response.destroyed;

  function write(event: string, payload: unknown, id?: Cursor): void {
    if (isOver()) return; // a write after the end would be a fault
    response.write(
      `event: ${event}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(payload ?? null)}\n\n`,
    );
    if (response.writableLength > CONSUMER_MAX_BYTES) response.destroy(); // too slow: it comes back and resumes
  }

  function message(live: LiveMessage, isHistory: boolean): void {
    const identity = `${live.roomId} ${identityOf(live)}`;
    if (!isHistory && !isForeign(live.cursor) && Number(live.cursor) <= heldTo) return;
    if (recent.has(identity)) return;
    recent.add(identity);
    for (const old of recent) if (recent.size > 1_000) recent.delete(old);
    const score = Number(live.cursor);
    const isId = score > last && score <= latest() && (isHistory || isComplete()); // who resumes after a sibling's tomorrow misses today
    if (isId) last = score;
    write("messages", [live], isId ? live.cursor : undefined);
  }

  function flush(): void {
    const gathered: LiveMessage[] = [];
    const flushMessages = () => {
      for (const one of gathered.splice(0).sort(byCursor)) message(one, false);
    };
    for (const [event, payload] of queue) {
      if (event === "messages") gathered.push(...(payload as LiveMessage[]));
      else {
        flushMessages();
        write(event, payload);
      }
    }
    flushMessages();
    queue = [];
  }

  /** Until all that was written has gone out. Who takes nothing for so long comes back, and resumes. */
  const taken = () =>
    new Promise<void>((resolve) => {
      const tooLong = setTimeout(() => response.destroy(), TAKEN_WITHIN_MS);
      const done = () => {
        clearTimeout(tooLong);
        response.off("close", done);
        resolve();
      };
      response.once("close", done);
      response.write(": more\n\n", done);
    });

  return {
    isOver,
    event(event: string, payload: unknown): void {
      if (queue.length === 0) setImmediate(flush);
      queue.push([event, payload]);
    },
    /** Of all rooms, in the order of their cursors, as fast as it is taken: what one is no longer in is left out. */
    async history(messages: LiveMessage[], isIn: (roomId: RoomId) => boolean): Promise<void> {
      for (const one of messages) {
        if (isIn(one.roomId)) message(one, true);
        if (response.writableLength > HISTORY_AHEAD_BYTES && !isOver()) await taken();
      }
    },
    end(): void {
      flush();
      response.end();
    },
  };
}

const HISTORY_AHEAD_BYTES = 64 * 1024;
const TAKEN_WITHIN_MS = 30_000;

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

const latest = () => redisSeconds() + AHEAD_SECONDS;

interface Resume {
  after: Cursor;
  /** Also what siblings stored behind it. */
  late: boolean;
}

function resumeOf(request: IncomingMessage): Resume | null {
  const asked = new URL(request.url ?? "/", "http://localhost").searchParams;
  const id = request.headers["last-event-id"] ?? asked.get("after");
  if (id === null || id === "") return null;
  if (typeof id !== "string" || !CURSOR.test(id))
    throw new Refused("invalid", "Last-Event-ID and after take a cursor.");
  const after = Number(id) > latest() ? String(redisSeconds() - LATE_SECONDS) : id;
  return { after, late: asked.get("late") === "true" };
}
