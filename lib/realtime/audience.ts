import type { Server } from "socket.io";
import type { ClientEvents, RoomId, ServerEvents, UserId } from "../events";
import type { Viewer } from "../sessions";
import type { Stream } from "./stream";

/** What a socket knows of itself. */
export type SocketData = Arrival;

export type Io = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

type EventName = keyof ServerEvents;

/** Somebody listening here: a socket or a stream. */
export interface Listener {
  viewer: Viewer;
  rooms: RoomId[];
}

/** Somebody who begins to listen, with what was read of them, and the moment before it was. */
export interface Arrival extends Listener {
  since: number;
}

/**
 * Everybody who listens on this instance, by socket or by stream, as if they were one. A socket's rooms in
 * Socket.IO are `room:5`, `user:7` and `session:…`; a stream holds the same names.
 */
export function createAudience(io: Io) {
  const streams = new Set<Stream>();
  const streamsIn = (name: string) => [...streams].filter((stream) => stream.names.has(name));

  let closed: (roomId: RoomId) => void = () => undefined;
  const socketsIn = (name: string) => io.of("/").adapter.rooms.get(name)?.size ?? 0;
  const isPresent = (name: string) => socketsIn(name) > 0 || streamsIn(name).length > 0;

  function left(name: string): void {
    if (name.startsWith("room:") && !isPresent(name)) closed(name.slice("room:".length));
  }

  return {
    add: (stream: Stream) => streams.add(stream),

    remove(stream: Stream): void {
      streams.delete(stream);
      for (const name of stream.names) left(name);
    },

    /** Sends to all listeners of a name, but not to those of the name `except` (a socket's own id is one, too). */
    tell<E extends EventName>(name: string, event: E, payload: Parameters<ServerEvents[E]>, except?: string): void {
      const target = except ? io.to(name).except(except) : io.to(name);
      target.emit(event, ...payload);
      for (const stream of streamsIn(name)) if (!except || !stream.names.has(except)) stream.tell(event, payload[0]);
    },

    tellAll<E extends EventName>(event: E, payload: Parameters<ServerEvents[E]>): void {
      io.emit(event, ...payload);
      for (const stream of streams) stream.tell(event, payload[0]);
    },

    isPresent,

    /** How many listen under this name: tabs of a session, or of a person. */
    count: (name: string) => socketsIn(name) + streamsIn(name).length,

    /** Calls `closed` when nobody listens to a room any more. */
    onEmpty(then: (roomId: RoomId) => void): void {
      closed = then;
      io.of("/").adapter.on("delete-room", left);
    },

    enter(userId: UserId, roomId: RoomId): void {
      io.in(userName(userId)).socketsJoin(roomName(roomId));
      for (const stream of streamsIn(userName(userId))) stream.names.add(roomName(roomId));
    },

    leave(userId: UserId, roomId: RoomId): void {
      io.in(userName(userId)).socketsLeave(roomName(roomId));
      for (const stream of streamsIn(userName(userId))) stream.names.delete(roomName(roomId));
      left(roomName(roomId));
    },

    /** Says that the session has ended, and closes. `quiet`: its browser asked for it, and goes on by the answer. */
    end(name: string, quiet = false): void {
      if (!quiet) this.tell(name, "session.ended", []);
      io.in(name).disconnectSockets(true);
      for (const stream of streamsIn(name)) stream.close();
    },

    listeners: (): Listener[] => [
      ...[...io.of("/").sockets.values()].map((socket) => ({
        viewer: socket.data.viewer,
        rooms: roomsOf(socket.rooms),
      })),
      ...[...streams].map((stream) => ({ viewer: stream.viewer, rooms: roomsOf(stream.names) })),
    ],

    closeStreams: () => {
      for (const stream of streams) stream.close();
    },
  };
}

export type Audience = ReturnType<typeof createAudience>;

export const roomName = (roomId: RoomId) => `room:${roomId}`;
export const userName = (userId: UserId) => `user:${userId}`;
export const sessionName = (userId: UserId, sessionId: string) => `session:${userId}:${sessionId}`;

/** All names a listener answers to. */
export const namesOf = ({ id, sessionId }: Viewer, rooms: RoomId[]) => [
  userName(id),
  sessionName(id, sessionId),
  ...rooms.map(roomName),
];

const roomsOf = (names: Set<string>) =>
  [...names].filter((name) => name.startsWith("room:")).map((name) => name.slice("room:".length));
