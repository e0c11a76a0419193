import { setTimeout as wait } from "node:timers/promises";
import { notFound, Refused } from "../errors";
import type { Room, RoomId, User, UserId } from "../events";
import { warnSometimes } from "../log";
import { metrics } from "../metrics";
import type { RelayEvent } from "../redis/relay";
import type { Viewer } from "../sessions";
import { storageWords } from "../storage-errors";
import type { Attendance } from "./attendance";
import { type Audience, type Listener, roomName, sessionName, userName } from "./audience";
import type { Delivery } from "./delivery";
import type { Tails } from "./tails";

interface Parts {
  audience: Audience;
  delivery: Delivery;
  tails: Tails;
  attendance: Pick<Attendance, "heard" | "beat">;
  rooms: { find(userId: UserId, roomId: RoomId): Promise<Room> };
  memberships: { list(userId: UserId): Promise<RoomId[]> };
  users: { forget(userId?: UserId): void; byIds(ids: UserId[]): Promise<User[]> };
  sessions: { verify(userId: UserId, sessionId: string): Promise<Viewer | null> };
}

/** What an instance does with what it hears on the relay. */
export function createHearing({ audience, delivery, tails, attendance, rooms, memberships, users, sessions }: Parts) {
  const admitting = new Set<{ userId: UserId; roomId: RoomId; left: boolean; mayHaveLeft: boolean }>();
  let rounds = 0;
  let sure = false;
  let letOut = () => {}; // what was kept back

  function hear(event: RelayEvent): void {
    switch (event.type) {
      case "message":
        if (tails.heard(event.message)) delivery.deliver(event.message);
        return;
      case "doorbell":
        metrics().catchUps.inc({ cause: "doorbell" });
        tails.ring(event.roomId, event.date);
        return;
      case "presence":
        if (event.userId) attendance.heard(event.userId);
        return;
      case "show.room":
        if (event.roomId.includes(":")) welcome(event.roomId, event.roomId.split(":"));
        return;
      case "typing":
        if (!sure) return; // it may concern who was put out; the next one comes in three seconds
        audience.tell(
          roomName(event.roomId),
          "typing",
          [{ roomId: event.roomId, userId: event.userId }],
          userName(event.userId),
        );
        return;
      case "read":
        audience.tell(userName(event.userId), "read", [{ roomId: event.roomId, cursor: event.cursor }], event.origin);
        return;
      case "unread":
        audience.tell(userName(event.userId), "unread", [
          { roomId: event.roomId, cursor: event.cursor, unread: event.unread },
        ]);
        return;
      case "joined":
        welcome(event.roomId, event.userIds);
        return;
      case "left":
        farewell(event.roomId, event.userId);
        return;
      case "session.ended":
        audience.end(
          event.sessionId === null ? userName(event.userId) : sessionName(event.userId, event.sessionId),
          event.quiet,
        );
        return;
      case "blocked":
        audience.tell(userName(event.userId), "block", [{ userId: event.otherId, blocked: event.blocked }]);
        return;
      case "deleted":
        void renamed(event.userId);
        return;
      case "followed":
        tails.followed(event.roomId);
        return;
      case "bridged":
        makeUp();
        return;
      case "cut":
        keepBack();
        return;
      case "live":
        void recheckAll();
        return;
    }
  }

  function welcome(roomId: RoomId, userIds: UserId[]): void {
    const present = userIds.filter((userId) => audience.isPresent(userName(userId)));
    for (const userId of present) delivery.hold(roomId, admit(userId, roomId));
  }

  async function admit(userId: UserId, roomId: RoomId): Promise<void> {
    try {
      await letIn(userId, roomId, (room) => {
        if (!audience.isPresent(userName(userId))) return;
        tails.open(roomId);
        audience.enter(userId, roomId);
        audience.tell(userName(userId), "room", [room]);
      });
    } catch (error) {
      if (!(error instanceof Refused)) warnSometimes("a room could not be shown", { reason: (error as Error).message });
    }
  }

  /**
   * Lets somebody into a room that is theirs; who is put out while that is read stays out. Throws `not_found`.
   * Redis as `rooms.find`
   */
  async function letIn(userId: UserId, roomId: RoomId, enter: (room: Room) => void): Promise<Room> {
    const admission = { userId, roomId, left: false, mayHaveLeft: false };
    admitting.add(admission);
    try {
      let room: Room | undefined;
      while (!room || admission.mayHaveLeft) {
        admission.mayHaveLeft = false;
        room = await rooms.find(userId, roomId);
      }
      if (admission.left) throw notFound();
      enter(room);
      return room;
    } finally {
      admitting.delete(admission);
    }
  }

  function farewell(roomId: RoomId, userId: UserId): void {
    for (const admission of admitting) {
      admission.left ||= admission.userId === userId && admission.roomId === roomId;
    }
    if (!audience.isPresent(userName(userId))) return;
    audience.leave(userId, roomId);
    audience.tell(userName(userId), "room.left", [{ roomId }]);
  }

  /** Whoever has this person on the screen sees how they are called now. */
  async function renamed(userId: UserId): Promise<void> {
    users.forget(userId);
    try {
      for (const person of await users.byIds([userId])) audience.tellAll("person", [person]);
    } catch (error) {
      warnSometimes("a person could not be read", { reason: (error as Error).message });
    }
  }

  /** Who was removed while nothing was heard hears nothing after: messages wait until everybody is checked again. */
  function keepBack(): number {
    sure = false;
    for (const admission of admitting) admission.mayHaveLeft = true;
    const letOutEarlier = letOut;
    delivery.holdAll(
      new Promise<void>((resolve) => {
        letOut = resolve;
      }),
    );
    letOutEarlier();
    return ++rounds;
  }

  /** What siblings said may have been missed. They let people in, but never put anybody out: nothing has to wait. */
  function makeUp(): void {
    void attendance.beat();
    metrics().catchUps.inc({ cause: "bridge" });
    tails.ringAll();
    void recheckListeners();
  }

  /** After a time in which events may have been missed: who is still signed in, who is where, what was said. */
  async function recheckAll(): Promise<void> {
    const round = keepBack();
    users.forget();
    void attendance.beat();
    metrics().catchUps.inc({ cause: "reconnect" });
    tails.ringAll();
    const all = [...distinct(audience.listeners())];
    for (let from = 0; from < all.length; from += AT_ONCE) {
      await Promise.all(
        all.slice(from, from + AT_ONCE).map((listener) => recheckUntilKnown(listener, () => round === rounds)),
      );
    }
    if (round !== rounds) return;
    sure = true;
    letOut();
  }

  /** Finds out what ended between the reading of who has just come and here. */
  const confirm = (listener: Listener) =>
    recheckUntilKnown(listener, () => audience.isPresent(userName(listener.viewer.id)));

  /** However often Redis must be asked, as long as anybody wants to know. */
  async function recheckUntilKnown(listener: Listener, isWanted: () => boolean): Promise<void> {
    while (isWanted() && !(await recheck(listener))) await wait(AGAIN_AFTER_MS);
  }

  /** Now and then, whatever was heard: an ended session, or a lost place in a room, is noticed even if nobody told. */
  async function recheckListeners(): Promise<void> {
    for (const listener of distinct(audience.listeners())) await recheck(listener); // one by one: there is no hurry
  }

  /** False if Redis did not answer. Whose entries cannot be read is put out: all others would wait for them for ever. */
  async function recheck({ viewer, rooms: held }: Listener): Promise<boolean> {
    try {
      const [valid, current] = await Promise.all([
        sessions.verify(viewer.id, viewer.sessionId),
        memberships.list(viewer.id),
      ]);
      if (!valid) audience.end(sessionName(viewer.id, viewer.sessionId));
      for (const roomId of held) if (!current.includes(roomId)) farewell(roomId, viewer.id);
      for (const roomId of current) if (!held.includes(roomId)) welcome(roomId, [viewer.id]);
      return true;
    } catch (error) {
      warnSometimes("a session could not be checked", { reason: (error as Error).message });
      if (storageWords(error)) return false;
      audience.end(sessionName(viewer.id, viewer.sessionId));
      return true;
    }
  }

  return { hear, letIn, confirm, recheckListeners, isSure: () => sure };
}

const AGAIN_AFTER_MS = 500;
const AT_ONCE = 100; // one write to Redis, and short enough for others to come between

/** Tabs of a session are alike, but for one that came while nothing was heard: it may hold other rooms. */
function distinct(listeners: Listener[]): Iterable<Listener> {
  const keyed = listeners.map(
    (listener) => [[listener.viewer.sessionId, ...listener.rooms.toSorted()].join(" "), listener] as const,
  );
  return new Map(keyed).values();
}

export type Hearing = ReturnType<typeof createHearing>;
