import type { Socket } from "socket.io";
import { Refused } from "../errors";
import type { ClientEvents, RoomId, ServerEvents } from "../events";
import { SYNC_ROOMS_PER_EVENT } from "../limits";
import { metrics } from "../metrics";
import type { Attendance } from "./attendance";
import { type Arrival, type Io, roomName, type SocketData } from "./audience";
import { countIn, countOut } from "./counting";
import { forgetHandshake } from "./forgetting";
import { type Asker, acknowledge, type createHandlers } from "./handlers";
import type { Tails } from "./tails";

type ChatSocket = Socket<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

interface Parts {
  handlers: ReturnType<typeof createHandlers>;
  attendance: Pick<Attendance, "arrive" | "depart">;
  tails: Pick<Tails, "open" | "close" | "searchFrom">;
  /** Finds out what ended between the reading and here. */
  confirm(arrival: Arrival): void;
  /** Makes what bounds the events of one socket: called with their cost, throws when there are too many. */
  eventPace: () => (cost: number) => void;
}

type Served = Pick<Parts, "handlers"> & { pace: (cost: number) => void };

/** Serves each socket that was let in: its rooms, its presence, its events. */
export function serve(io: Io, { handlers, attendance, tails, confirm, eventPace }: Parts): void {
  io.on("connection", (socket) => {
    const { viewer, rooms } = socket.data;
    socket.join(rooms.map(roomName)); // the names of the person it has had since the door
    for (const roomId of rooms) tails.open(roomId);
    attendance.arrive(viewer.id);
    countIn(viewer.id);
    socket.on("disconnect", (reason) => {
      attendance.depart(viewer.id);
      countOut(viewer.id, reason);
      if (reason === "client namespace disconnect") socket.conn.close(); // it would stay, and be nobody's
    });
    const pace = eventPace();
    socket.onAny((event: string, ...args: unknown[]) =>
      answer({ handlers, pace }, askerOf(socket, tails), event, args),
    );
    confirm(socket.data);
    forgetHandshake(socket);
  });
}

/** Made for each event: thousands of sockets are silent. */
function askerOf(socket: ChatSocket, tails: Pick<Tails, "open" | "searchFrom">): Asker {
  return {
    id: socket.id,
    viewer: socket.data.viewer,
    isIn: (roomId) => socket.rooms.has(roomName(roomId)),
    enter: (roomId: RoomId) => {
      socket.join(roomName(roomId));
      if (socket.rooms.has(roomName(roomId))) tails.open(roomId); // not if it has gone meanwhile
    },
    searchFrom: tails.searchFrom,
  };
}

/** Whatever a client sends is answered, if it asked for an answer. */
async function answer({ handlers, pace }: Served, asker: Asker, event: string, args: unknown[]): Promise<void> {
  const last = args.at(-1);
  const reply = typeof last === "function" ? last : () => undefined;
  const payload = args[0] === last && typeof last === "function" ? undefined : args[0];
  const isKnown = Object.hasOwn(handlers, event);
  metrics().eventsReceived.inc({ event: isKnown ? event : "unknown" });
  const handle = isKnown ? handlers[event as keyof ClientEvents] : unknownEvent;
  const inPace: typeof handle = (...asked) => {
    pace(costOf(payload));
    return handle(...asked);
  };
  reply(await acknowledge(inPace, asker, payload));
}

/** A sync reads every room that it names. */
function costOf(payload: unknown): number {
  const rooms = (payload as { rooms?: unknown } | null | undefined)?.rooms;
  return typeof rooms === "object" && rooms !== null ? 1 + Object.keys(rooms).length / SYNC_ROOMS_PER_EVENT : 1;
}

async function unknownEvent(): Promise<never> {
  throw new Refused("invalid", "There is no such event.");
}
