import type { Message } from "../../../lib/events";
import { applied, type Row } from "../history";
import type { FinalView, Story } from "../story";
import { outOfOrder } from "./order";
import { named, storedById } from "./stored";
import { each, type Verdict, verdict } from "./verdict";

/** No screen ever showed a message twice, cursors the wrong way round, or one sender's messages in another order. */
export function screensAreRight(story: Story): Verdict {
  const rows = new Map<string, Row[]>();
  return each(story.of("shown"), (change) => {
    const now = applied(change, rows.get(change.view) ?? []);
    rows.set(change.view, now);
    const wrong = wrongWith(story, now);
    return wrong && `${change.view} showed ${wrong} (after ${secondsIn(story, change.at)} s)`;
  });
}

/** What was shown as stored is stored. */
export function shownIsStored(story: Story): Verdict {
  const stored = storedById(story);
  const shown = story.of("shown").flatMap(({ view, rows }) => rows.map((row) => ({ view, ...row })));
  const first = new Map(shown.filter(({ cursor }) => cursor !== null).map((row) => [row.id, row]));
  return each(first.values(), ({ id, view }) =>
    stored.has(id) ? null : `${view} showed ${named(story, id)} as stored, and Redis does not hold it`,
  );
}

/** At the end each open room shows what Redis holds: the end of it, without a hole. */
export function viewsAreComplete(story: Story): Verdict {
  return each(story.end.views, (view) => {
    const wrong = difference(story, view);
    return wrong && `${view.tab} in room ${view.roomId} ${wrong}`;
  });
}

/** In words; null if the view holds the end of the room. */
export function difference(story: Story, { roomId, rows, fromStart, toEnd }: FinalView): string | null {
  const all = inOrder(story.end.rooms[roomId] ?? []);
  const truth = fromStart ? all : all.slice(Math.max(0, all.length - rows.length));
  const at = truth.findIndex(({ id }, index) => rows[index]?.id !== id);
  if (!toEnd) return "does not reach the end of the room";
  if (at === -1 && rows.length === truth.length) return null;
  const [wanted, found] = [truth[at]?.id, rows[at === -1 ? truth.length : at]?.id];
  const missing = truth.filter(({ id }) => !rows.some((row) => row.id === id));
  const words = (id: string | undefined) => (id ? named(story, id) : "nothing");
  return `shows ${words(found)} where Redis holds ${words(wanted)}; it lacks ${missing.length} of ${truth.length}`;
}

/** A sibling may give two messages one cursor; then their ids decide, as in lib/client/cursors.ts. */
const inOrder = (messages: Message[]) =>
  messages.toSorted((a, b) => Number(a.cursor) - Number(b.cursor) || (a.id < b.id ? -1 : Number(a.id > b.id)));

function wrongWith(story: Story, rows: Row[]): string | null {
  const seen = new Set<string>();
  let last = 0;
  for (const { id, cursor } of rows) {
    if (seen.has(id)) return `${named(story, id)} twice`;
    seen.add(id);
    if (cursor !== null && Number(cursor) < last) return `${named(story, id)} below a later message`;
    last = Math.max(last, Number(cursor ?? last));
  }
  return outOfOrder(story, [...seen]);
}

export const secondsIn = ({ happenings }: Story, at: number) => ((at - (happenings[0]?.at ?? at)) / 1000).toFixed(1);

/** A stream brings every message of ours that was stored since it began to listen, however often it was cut. */
export function streamsMissNothing(story: Story): Verdict {
  let examined = 0;
  const violations = story.end.streams.flatMap(({ name, since, ids }) => {
    const heard = new Set(ids);
    const due = Object.entries(since).flatMap(([roomId, from]) =>
      (story.end.rooms[roomId] ?? []).filter(({ id, cursor }) => story.written.has(id) && Number(cursor) > from),
    );
    examined += due.length;
    return due.filter(({ id }) => !heard.has(id)).map(({ id }) => `${name} never heard ${named(story, id)}`);
  });
  return verdict(examined, violations);
}
