/** What has happened in a run: the only thing the checks look at. Times are unix milliseconds of this machine. */
import type { ErrorCode } from "../../lib/errors";
import type { Cursor, RoomId, UserId } from "../../lib/events";

/** A row on a screen. `cursor` is null while it is on its way. */
export interface Row {
  id: string;
  cursor: Cursor | null;
}

/** How a screen differs from what it showed before: rows gone from its top, and others in their places. */
export interface Change {
  /** A timeline that somebody has opened, until it is closed. */
  view: string;
  top: number;
  from: number;
  removed: number;
  rows: Row[];
}

type Kind =
  /** A person has pressed Send in a tab: the message is in their outbox. */
  | { type: "written"; id: string; by: UserId; tab: string; roomId: RoomId; text: string }
  /** Another server of the family has stored a message, and rung. Its id is the one that Banter derives. */
  | { type: "sibling"; id: string; by: UserId; roomId: RoomId }
  /** It is being sent, not for the first time perhaps. */
  | { type: "sent"; id: string }
  /** The server has said that it is stored. */
  | { type: "acknowledged"; id: string; cursor: Cursor }
  | { type: "refused"; id: string; code: ErrorCode }
  /** It is no longer on its way in this tab, and nobody has taken it back: the person believes it is stored. */
  | { type: "settled"; id: string; tab: string }
  | { type: "opened"; view: string; tab: string; by: UserId; roomId: RoomId }
  | ({ type: "shown" } & Change)
  /** What has come to somebody by any way: socket, stream, answer. `asked`: when, if it is an answer. */
  | { type: "heard"; by: UserId; ear: string; roomId: RoomId; ids: string[]; asked?: number }
  /** The answer has come: from here on they are out. */
  | { type: "removed"; who: UserId; roomId: RoomId }
  /** The request goes out: from here on they may be in. */
  | { type: "inviting"; who: UserId; roomId: RoomId }
  /** The answer to a sign-out has come. */
  | { type: "signed out"; ear: string }
  /** What must not happen to a process or a tab. */
  | { type: "fell"; what: string };

export type Happening = { at: number } & Kind;

export interface Recorder {
  readonly happenings: Happening[];
  note(what: Kind): void;
}

export function createRecorder(): Recorder {
  const happenings: Happening[] = [];
  return { happenings, note: (what) => void happenings.push({ at: Date.now(), ...what }) };
}

/** The difference between two screens; null if there is none. */
export function changeOf(view: string, before: Row[], after: Row[]): Change | null {
  const top = Math.max(
    0,
    before.findIndex((row) => row.id === after[0]?.id),
  );
  const kept = before.slice(top);
  let from = 0;
  while (from < kept.length && isSame(kept[from], after[from])) from++;
  let tail = 0;
  while (tail < Math.min(kept.length, after.length) - from && isSame(kept.at(-1 - tail), after.at(-1 - tail))) tail++;
  const rows = after.slice(from, after.length - tail);
  const removed = kept.length - from - tail;
  return top + removed + rows.length === 0 ? null : { view, top, from, removed, rows };
}

export function applied(change: Change, before: Row[]): Row[] {
  const after = before.slice(change.top);
  after.splice(change.from, change.removed, ...change.rows);
  return after;
}

const isSame = (a: Row | undefined, b: Row | undefined) => a?.id === b?.id && a?.cursor === b?.cursor;
