import type { Message } from "../../../lib/events";
import type { Story } from "../story";
import { each, type Verdict } from "./verdict";

/** What was acknowledged, or has left an outbox, stands in Redis: in its room, at the cursor that was told. */
export function acknowledgedIsStored(story: Story): Verdict {
  const stored = storedById(story);
  const settled = story.of("settled").filter(({ id }) => !story.refused.has(id));
  return each(new Set([...story.acknowledged.keys(), ...settled.map(({ id }) => id)]), (id) => {
    const [message] = stored.get(id) ?? [];
    const roomId = story.written.get(id)?.roomId;
    const told = story.acknowledged.get(id)?.find(({ cursor }) => cursor !== message?.cursor);
    if (!message) return `${named(story, id)} was taken as stored, and is not`;
    if (message.roomId !== roomId) return `${named(story, id)} is stored in room ${message.roomId}`;
    if (told) return `${named(story, id)} was acknowledged at ${told.cursor}, and stands at ${message.cursor}`;
    return null;
  });
}

/** However often it was sent. */
export function storedOnce(story: Story): Verdict {
  return each(storedById(story), ([id, copies]) =>
    copies.length > 1 ? `${named(story, id)} is stored ${copies.length} times: ${cursors(copies)}` : null,
  );
}

/** Each message has the author, the room and the words that it was written with; and somebody has written it. */
export function storedAsWritten(story: Story): Verdict {
  return each(storedById(story), ([id, [message]]) => {
    const by = story.written.get(id) ?? story.siblings.get(id);
    if (!by || !message) return `${id} stands in Redis, and nobody has written it: ${JSON.stringify(message)}`;
    if (message.from !== by.by) return `${named(story, id)} is stored as a message of person ${message.from}`;
    if (by.type === "written" && message.message !== by.text) return `${named(story, id)} is stored with other words`;
    return null;
  });
}

/** At the end each message that was written is stored, or was refused: none has been forgotten. */
export function nothingTypedIsLost(story: Story): Verdict {
  const stored = storedById(story);
  const waiting = new Set(Object.values(story.end.outboxes).flat());
  return each(story.written.keys(), (id) => {
    if (stored.has(id) || story.refused.has(id)) return null;
    return `${named(story, id)} is ${waiting.has(id) ? "still on its way" : "nowhere"}`;
  });
}

export function outboxesAreEmpty(story: Story): Verdict {
  return each(Object.entries(story.end.outboxes), ([tab, ids]) =>
    ids.length > 0 ? `${tab} still sends ${ids.map((id) => named(story, id)).join(", ")}` : null,
  );
}

export function storedById({ end }: Story): Map<string, Message[]> {
  const stored = new Map<string, Message[]>();
  for (const message of Object.values(end.rooms).flat()) {
    stored.set(message.id, [...(stored.get(message.id) ?? []), message]);
  }
  return stored;
}

/** A message in words, for who reads the report. */
export function named({ written, siblings }: Story, id: string): string {
  const message = written.get(id);
  if (message) return `"${message.text.slice(0, 40)}" of ${message.tab} in room ${message.roomId} (${id.slice(0, 8)})`;
  const other = siblings.get(id);
  return other ? `a sibling's message in room ${other.roomId} (${id.slice(0, 8)})` : id;
}

const cursors = (copies: Message[]) => copies.map(({ cursor }) => cursor).join(", ");
