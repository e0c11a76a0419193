import type { Message, RoomId } from "../../../lib/events";
import type { Story } from "../story";
import { named } from "./stored";
import { each, type Verdict } from "./verdict";

const AHEAD_MS = 6_000; // a sibling's clock may be 5 s ahead, and is followed so far
const CLOCK_MS = 1_000; // what Redis and this process may read differently

/** Scores strictly increase among our own messages: no two have one cursor. */
export function cursorsDiffer(story: Story): Verdict {
  return each(ownByRoom(story), ([roomId, own]) => {
    const twice = own.find(({ cursor }, index) => index > 0 && Number(cursor) <= Number(own[index - 1]?.cursor));
    return twice && `room ${roomId} holds two messages at ${twice.cursor}, one is ${named(story, twice.id)}`;
  });
}

/** What was acknowledged before another was written stands before it. */
export function laterIsLater(story: Story): Verdict {
  const own = new Map(ownByRoom(story));
  return each(own, ([roomId, messages]) => {
    const acks = messages.flatMap(({ id, cursor }) => {
      const [first] = story.acknowledged.get(id) ?? [];
      return first ? [{ id, at: first.at, cursor: Number(cursor) }] : [];
    });
    acks.sort((a, b) => a.at - b.at);
    const byWriting = messages.toSorted((a, b) => writtenAt(story, a) - writtenAt(story, b));
    let highest = { id: "", cursor: 0 };
    for (const message of byWriting) {
      while (acks[0] && acks[0].at < writtenAt(story, message)) {
        const ack = acks.shift();
        if (ack && ack.cursor > highest.cursor) highest = ack;
      }
      if (highest.cursor > Number(message.cursor))
        return `room ${roomId}: ${named(story, message.id)} was written after ${named(story, highest.id)} was acknowledged, and stands before it`;
    }
    return null;
  });
}

/** A cursor is the time of Redis when it was stored, whatever the clock of the instance says. */
export function cursorsAreTimes(story: Story): Verdict {
  return each(
    ownByRoom(story).flatMap(([, own]) => own),
    ({ id, cursor }) => {
      const at = Number(cursor) * 1000;
      const until = story.acknowledged.get(id)?.[0]?.at ?? story.end.at;
      if (at < (story.writtenAt(id) ?? 0) - CLOCK_MS) return `${named(story, id)} is dated before it was written`;
      if (at > until + AHEAD_MS) return `${named(story, id)} is dated after it was acknowledged, at ${cursor}`;
      return null;
    },
  );
}

/** What one tab wrote into a room stands in the order of writing. */
export function senderOrderIsKept(story: Story): Verdict {
  return each(ownByRoom(story), ([, own]) => {
    const wrong = outOfOrder(
      story,
      own.map(({ id }) => id),
    );
    return wrong && `Redis holds ${wrong}`;
  });
}

/** The first two of one tab that are the wrong way round, in words. What was refused on the way may be anywhere. */
export function outOfOrder(story: Story, ids: string[]): string | null {
  const last = new Map<string, { id: string; index: number }>();
  for (const id of ids) {
    const message = story.written.get(id);
    if (!message || story.refused.has(id)) continue;
    const before = last.get(message.tab);
    if (before && before.index > message.index)
      return `${named(story, before.id)} before ${named(story, id)}, which was written earlier`;
    last.set(message.tab, { id, index: message.index });
  }
  return null;
}

function ownByRoom(story: Story): [RoomId, Message[]][] {
  const own = ([roomId, messages]: [RoomId, Message[]]): [RoomId, Message[]] => [
    roomId,
    messages.filter(({ id }) => story.written.has(id)),
  ];
  return Object.entries(story.end.rooms).map(own);
}

const writtenAt = (story: Story, { id }: Message) => story.writtenAt(id) ?? 0;
