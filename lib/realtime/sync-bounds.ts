import type { LiveMessage, RoomId, SyncAnswer } from "../events";
import { SYNC_MAX_BYTES } from "../limits";

type RoomAnswer = SyncAnswer["rooms"][RoomId];

/**
 * What was missed in all rooms, in about `SYNC_MAX_BYTES`: what a slow line does not bring in time is asked for again,
 * all of it. Where it is more, rooms with more than their share begin again (`reset`) with the newest that fit.
 */
export function bounded(answers: (readonly [RoomId, RoomAnswer])[]): (readonly [RoomId, RoomAnswer])[] {
  const total = answers.reduce((sum, [, { messages }]) => sum + bytesOf(messages), 0);
  if (total <= SYNC_MAX_BYTES) return answers;
  const share = Math.max(SHARE_MIN_BYTES, SYNC_MAX_BYTES / answers.length);
  return answers.map(([roomId, answer]) => [roomId, cut(answer, share)]);
}

const SHARE_MIN_BYTES = 2_048; // of 500 rooms a megabyte
const HEAD_BYTES = 220; // of a message beside its text: its ids and cursors

const bytesOf = (messages: LiveMessage[]) =>
  messages.reduce((sum, { message }) => sum + HEAD_BYTES + Buffer.byteLength(message), 0);

/** At least one message, and never between equal cursors: what is older is read from the first one's. */
function cut(answer: RoomAnswer, most: number): RoomAnswer {
  const { messages } = answer;
  let first = messages.length;
  for (let bytes = 0; first > 0; first--) {
    bytes += bytesOf(messages.slice(first - 1, first));
    const isTied = messages[first - 1]?.cursor === messages[first]?.cursor;
    if (bytes > most && first < messages.length && !isTied) break;
  }
  return first === 0 ? answer : { messages: messages.slice(first), reset: true };
}
