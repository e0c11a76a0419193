/** What somebody has heard, in order, and waiting for what is still to come. */
import type { LiveMessage, ServerEvents } from "../../lib/events";

export type EventName = keyof ServerEvents;
type Payload<E extends EventName> = Parameters<ServerEvents[E]>[0];

const PATIENCE_MS = 15_000;

export function createHeard() {
  const events: { event: string; payload: unknown }[] = [];
  const waiting = new Set<() => void>();

  const all = <E extends EventName>(event: E) =>
    events.filter((heard) => heard.event === event).map(({ payload }) => payload as Payload<E>);

  /** Resolves as soon as `find` answers something; at once if it does already. */
  async function until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        clearTimeout(patience);
        resolve(found);
      };
      const patience = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`Waited in vain for ${what}. Heard: ${JSON.stringify(events).slice(-2_000)}`));
      }, PATIENCE_MS);
      waiting.add(look);
      look();
    });
  }

  const messages = (roomId: string): LiveMessage[] =>
    all("messages")
      .flat()
      .filter((message) => message.roomId === roomId);

  return {
    events,
    all,
    until,
    messages,
    add(event: string, payload: unknown): void {
      events.push({ event, payload });
      for (const look of [...waiting]) look();
    },
    /** The first event of this name that fits, heard already or soon. */
    hears: async <E extends EventName>(event: E, fits: (payload: Payload<E>) => boolean = () => true) => {
      const found = await until(event, () =>
        events.find((heard) => heard.event === event && fits(heard.payload as Payload<E>)),
      );
      return found.payload as Payload<E>;
    },
    hearsMessage: (roomId: string, text: string) =>
      until(`"${text}" in room ${roomId}`, () => messages(roomId).find(({ message }) => message === text)),
    hearsMessages: (roomId: string, count: number) =>
      until(`${count} messages in room ${roomId}`, () =>
        messages(roomId).length >= count ? messages(roomId) : undefined,
      ),
  };
}

export type Heard = ReturnType<typeof createHeard>;
