import type * as z from "zod/v4/core";
import { check } from "../check";
import { Refused, unauthenticated } from "../errors";
import type { Answer, ClientEvents, Cursor, Message, Room, RoomId, SyncAnswer, SyncPayload, UserId } from "../events";
import type { Membership } from "../memberships";
import type { Relay } from "../redis/relay";
import { readSchema, roomIdSchema, sendSchema, syncSchema, typingSchema } from "../schemas";
import type { Viewer } from "../sessions";
import { told } from "../told";
import { countSync } from "./counting";
import { bounded } from "./sync-bounds";

/** The connection that asks, without its wires. */
export interface Asker {
  id: string;
  viewer: Viewer;
  isIn(roomId: RoomId): boolean;
  enter(roomId: RoomId): void;
  /** From where on a repeat of a message is to be searched, as long as all that is said is heard. */
  searchFrom(roomId: RoomId, id: string, after: Cursor | null | undefined): Cursor | null | undefined;
}

export interface Parts {
  sessions: { verify(userId: UserId, sessionId: string): Promise<Viewer | null> };
  memberships: { find(userId: UserId, roomId: RoomId): Promise<Membership> };
  messages: {
    appendAs(
      membership: Membership,
      outgoing: { id: string; message: string; after?: Cursor | null },
    ): Promise<{ message: Message }>;
    since(
      membership: Membership,
      cursor: Cursor | null,
      options?: { late?: boolean | undefined },
    ): Promise<SyncAnswer["rooms"][RoomId]>;
  };
  letIn(userId: UserId, roomId: RoomId, enter: () => void): Promise<Room>;
  reads: { move(userId: UserId, roomId: RoomId, cursor: Cursor, origin: string): Promise<void> };
  relay: Pick<Relay, "publish">;
  /** Has everything been heard that was told, so that what a socket knows of its rooms is true? */
  isCurrent(): boolean;
}

type Handle = (asker: Asker, payload: unknown) => Promise<unknown>;

/** What a client may ask over its socket, by event. Each throws what the contract lists. */
export function createHandlers({
  sessions,
  memberships,
  messages,
  letIn,
  reads,
  relay,
  isCurrent,
}: Parts): Record<keyof ClientEvents, Handle> {
  /** While nothing on the channel is missed, the rooms of a socket are the truth: leaving has been heard. */
  function membership({ viewer, isIn }: Asker, roomId: RoomId): Membership | Promise<Membership> {
    if (isCurrent() && isIn(roomId)) return { userId: viewer.id, roomId };
    return memberships.find(viewer.id, roomId);
  }

  return {
    message: shaped(sendSchema, async (asker, { roomId, ...outgoing }) => {
      if (isCurrent()) outgoing.after = asker.searchFrom(roomId, outgoing.id, outgoing.after); // else one of its tries may not have been heard
      const { message } = await messages.appendAs(await membership(asker, roomId), outgoing);
      return message;
    }),
    "room.join": shaped(roomIdSchema, (asker, roomId) => letIn(asker.viewer.id, roomId, () => asker.enter(roomId))),
    sync: shaped(syncSchema, async (asker, wanted) => ({ rooms: await missed(asker, wanted) })),
    typing: shaped(typingSchema, async (asker, { roomId }) => {
      await membership(asker, roomId);
      await relay.publish({ type: "typing", roomId, userId: asker.viewer.id });
      return null;
    }),
    read: shaped(readSchema, async (asker, { roomId, cursor }) => {
      await reads.move(asker.viewer.id, roomId, cursor, asker.id);
      return null;
    }),
  };

  /** A room that one is not in (any more) is left out, as if it did not exist. */
  async function missed(asker: Asker, { rooms: wanted, late }: SyncPayload): Promise<SyncAnswer["rooms"]> {
    const found = await Promise.all(
      Object.entries(wanted).map(async ([roomId, cursor]) => {
        const member = await membershipIfAny(asker, roomId);
        if (!member) return [];
        const answer = await messages.since(member, cursor, { late });
        countSync(cursor, answer);
        return [[roomId, answer] as const];
      }),
    );
    return Object.fromEntries(bounded(found.flat()));
  }

  async function membershipIfAny(asker: Asker, roomId: RoomId): Promise<Membership | null> {
    try {
      return await membership(asker, roomId);
    } catch (error) {
      if (error instanceof Refused && error.code === "not_found") return null;
      throw error;
    }
  }

  async function refuseEnded({ viewer }: Asker): Promise<void> {
    if (!(await sessions.verify(viewer.id, viewer.sessionId))) throw unauthenticated();
  }

  function shaped<S extends z.$ZodType>(
    schema: S,
    handle: (asker: Asker, payload: z.output<S>) => Promise<unknown>,
  ): Handle {
    return async (asker, payload) => {
      const input = check(schema, payload);
      if (!isCurrent()) await refuseEnded(asker); // else its end would have been heard
      return handle(asker, input);
    };
  }
}

/** Runs a handler and puts its result, or its error, in the form of an acknowledgement. */
export async function acknowledge(handle: Handle, asker: Asker, payload: unknown): Promise<Answer<unknown>> {
  try {
    return { ok: true, data: await handle(asker, payload) };
  } catch (error) {
    return { ok: false, error: told(error, { uid: asker.viewer.id }) };
  }
}
