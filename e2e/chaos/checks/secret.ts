import { GENERAL, type RoomId, type UserId } from "../../../lib/events";
import type { Story } from "../story";
import { secondsIn } from "./shown";
import { named } from "./stored";
import { each, type Verdict } from "./verdict";

const AT_ONCE_MS = 1_000; // revoking takes effect within a second

/** A time in which somebody is not in a room. */
interface Absence {
  from: number;
  to: number;
}

/**
 * Who is not in a room gets nothing of it: strangers never; who was removed, nothing that was said after it, and no
 * answer to what they ask after it.
 */
export function outsidersGetNothing(story: Story): Verdict {
  const closed = story.of("heard").filter(({ roomId }) => roomId !== GENERAL);
  const absences = new Map<string, Absence[]>();
  return each(closed, ({ by, ear, roomId, ids, at, asked }) => {
    const key = `${by} ${roomId}`;
    const known = absences.get(key) ?? absencesOf(story, by, roomId);
    absences.set(key, known);
    const absence = known.find(({ from, to }) => from < at && at < to);
    if (!absence) return null;
    const from = absence.from + AT_ONCE_MS;
    const leaked = ids.find((id) => (asked !== undefined && asked > from) || (story.writtenAt(id) ?? 0) > from);
    const since = absence.from > 0 ? `${((at - absence.from) / 1000).toFixed(1)} s after they were out` : "a stranger";
    return leaked && `${ear} (person ${by}, ${since}) got ${named(story, leaked)}${asked ? " as an answer" : ""}`;
  });
}

/** Whose session has ended hears nothing more, and is not connected any more. */
export function endedSessionsAreDeaf(story: Story): Verdict {
  return each(story.of("signed out"), ({ ear, at }) => {
    if (story.end.ears.includes(ear)) return `${ear} was signed out after ${secondsIn(story, at)} s, and is connected`;
    const heard = story.of("heard").filter((one) => one.ear === ear);
    const late = heard.flatMap(({ ids }) => ids).find((id) => (story.writtenAt(id) ?? 0) > at + AT_ONCE_MS);
    return late && `${ear} was signed out after ${secondsIn(story, at)} s, and heard ${named(story, late)}`;
  });
}

function absencesOf(story: Story, who: UserId, roomId: RoomId): Absence[] {
  const turns = story.happenings.filter(
    (one) => (one.type === "removed" || one.type === "inviting") && one.who === who && one.roomId === roomId,
  );
  const absences: Absence[] = story.end.members[roomId]?.includes(who)
    ? []
    : [{ from: 0, to: Number.POSITIVE_INFINITY }];
  for (const { type, at } of turns) {
    const open = absences.at(-1)?.to === Number.POSITIVE_INFINITY ? absences.at(-1) : undefined;
    if (type === "inviting" && open) open.to = at;
    if (type === "removed" && !open) absences.push({ from: at, to: Number.POSITIVE_INFINITY });
  }
  return absences;
}
