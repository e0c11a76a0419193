import { setTimeout as wait } from "node:timers/promises";
import { wholeRedisSeconds } from "./clock";
import { Refused } from "./errors";
import { GENERAL, type RoomId, type UserId } from "./events";
import { SESSION_SECONDS } from "./limits";
import { warnSometimes } from "./log";
import * as memberships from "./memberships";
import { DELETED_NAME } from "./names";
import { cleanPassword } from "./new-password";
import * as passwords from "./passwords";
import * as presence from "./presence";
import { commands } from "./redis/client";
import { channels, keys } from "./redis/keys";
import { relay } from "./redis/relay";
import * as sessions from "./sessions";
import * as users from "./users";

interface Change {
  current: string;
  next: string;
  userAgent: string;
}

/**
 * Changes my password. In the same step all my sessions end, and a new one begins for the browser that asked, so that
 * a copy of its cookie is worth nothing either. Returns the sealed value of the new cookie. Throws `forbidden`,
 * `invalid`, `conflict`, `unavailable`. HGET, one script that tells the end of each session
 */
export async function changePassword(viewer: sessions.Viewer, { current, next, userAgent }: Change): Promise<string> {
  const { id, sessionId } = viewer;
  const verified = await verify(viewer, current);
  const hash = await passwords.hash(cleanPassword(next, viewer.username));
  const session = await sessions.beginning(id, userAgent);
  const changed = await commands().changePassword(
    keys.user(id),
    keys.sessions(id),
    keys.sessionsSeen(id),
    verified,
    hash,
    session.id,
    session.stored,
    session.since,
    SESSION_SECONDS,
    channels.banter,
    id,
    sessionId,
  );
  if (!changed) throw changedMeanwhile();
  return session.sealed;
}

/**
 * Deletes my account: nobody can sign in to it or write to it any more, and its messages stay under a name that says so.
 * One step takes away name, password, sessions and marks; the rest follows, and is completed later where it is
 * interrupted. Throws `forbidden`, `conflict`, `unavailable`. HGET, SADD, one script, and `finish`
 */
export async function remove(viewer: sessions.Viewer, password: string): Promise<void> {
  const { id, sessionId } = viewer;
  const verified = await verify(viewer, password);
  await commands().sadd(keys.deletions, id); // before the step after which nobody could ask again
  const done = await commands().deleteAccount(
    keys.user(id),
    keys.sessions(id),
    keys.sessionsSeen(id),
    keys.reads(id),
    keys.lastRoom(id),
    keys.blocks(id),
    verified,
    DELETED_NAME,
    passwords.FITS_NOTHING,
    wholeRedisSeconds(),
    channels.banter,
    id,
    sessionId,
  );
  if (!done) throw changedMeanwhile();
  try {
    await finish(id);
  } catch (error) {
    void finishLater();
    throw error;
  }
}

/** Completes the deletions that were interrupted, of any instance. SMEMBERS, HEXISTS each, and `finish` */
export async function finishDeletions(): Promise<void> {
  for (const id of await commands().smembers(keys.deletions)) {
    if (await commands().hexists(keys.user(id), "deleted")) await finish(id);
  }
}

const AGAIN_AFTER_MS = 5_000;

/** What is left of a deleted account goes; every step may be repeated. PUBLISH three times, SMEMBERS, one command a room, DEL, SREM twice */
async function finish(id: UserId): Promise<void> {
  await relay().publish({ type: "session.ended", userId: id, sessionId: null });
  await relay().publish({ type: "deleted", userId: id });
  const rooms = await commands().smembers(keys.userRooms(id));
  await Promise.all(rooms.filter((roomId) => roomId !== GENERAL).map((roomId) => leave(id, roomId)));
  await commands().del(keys.userRooms(id)); // the list of what is to be left: when all is
  if (await presence.takeOff(id)) await relay().publishPresence({ id, username: DELETED_NAME, online: false });
  await commands().srem(keys.deletions, id);
}

/** A direct room stays with the other, who reads there, and can write no more. */
async function leave(id: UserId, roomId: RoomId): Promise<void> {
  if (memberships.isDirect(roomId)) await commands().sadd(keys.roomBlocks(roomId), id);
  else await commands().srem(keys.roomMembers(roomId), id);
}

/** Where Redis did not answer, but was not lost either: after a loss all deletions are looked at anyway. */
async function finishLater(): Promise<void> {
  for (let done = false; !done; ) {
    await wait(AGAIN_AFTER_MS, undefined, { ref: false });
    done = await finishDeletions().then(
      () => true,
      (error: Error) => {
        warnSometimes("a deleted account is not gone completely yet", { reason: error.message });
        return false;
      },
    );
  }
}

/** The hash that the password was found to fit. Demo people are everybody's, so they stay as they are. */
async function verify({ id, username }: sessions.Viewer, password: string): Promise<string> {
  if (users.isDemo(username)) {
    throw new Refused(
      "forbidden",
      `${username} is there for everybody to try: nobody can change or delete this account.`,
    );
  }
  const stored = await commands().hget(keys.user(id), "password");
  const fits = await passwords.matches(password, stored);
  if (!fits || stored === null) throw new Refused("forbidden", "This is not your current password.");
  return stored;
}

const changedMeanwhile = () =>
  new Refused("conflict", "Your password was changed elsewhere just now. Please try again.");
