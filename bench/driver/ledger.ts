/**
 * Who has received what. All who listen to one room of one server receive the same frames, byte for byte: each frame
 * is parsed once, and every byte of the others is compared with it. So every message is checked at every receiver, and
 * the driver still costs less than the server.
 */
import type { Dialect } from "./dialects";

export interface Listener {
  /** The next frame that they have to hear. */
  next: number;
}

interface Frame {
  bytes: Buffer;
  cursor: string | null;
  /** What it carries. */
  marks: Mark[];
  /** How many have yet to hear it. */
  left: number;
}

/** What the text of a message says: who said it, their how-manieth it is, and when. */
export interface Mark {
  sender: number;
  number: number;
  /** By the driver's clock, in milliseconds. */
  at: number;
}

/** Is told of a message when the last of its receivers has it. */
type HearLast = (mark: Mark) => void;

interface Parts extends Pick<Dialect, "read"> {
  listeners(): number;
  heardByAll: HearLast;
}

/** What one room of one server has said, since the last `clear`. */
export function createLedger(roomId: string, { listeners, read, heardByAll }: Parts) {
  let frames: Frame[] = [];
  let deliveries = 0;
  let cursorBefore: string | null = null;

  function hear(listener: Listener, data: Buffer, { start, end }: { start: number; end: number }): void {
    const frame = frames[listener.next] ?? open(data.toString("utf8", start, end), data.subarray(start, end));
    if (frame.bytes.compare(data, start, end) !== 0)
      throw new Error(`room ${roomId}: two people heard different things`);
    listener.next++;
    deliveries += frame.marks.length;
    if (--frame.left === 0) for (const mark of frame.marks) heardByAll(mark);
  }

  function open(text: string, bytes: Buffer): Frame {
    const { words, cursor } = read(text);
    const foreign = words.find((said) => said.roomId !== roomId);
    if (foreign) throw new Error(`room ${roomId}: a message of room ${foreign.roomId} was heard in it`);
    const frame = {
      bytes: Buffer.from(bytes),
      cursor,
      marks: words.map(({ text }) => markOf(text)),
      left: listeners(),
    };
    frames.push(frame);
    return frame;
  }

  return {
    hear,
    deliveries: () => deliveries,
    /** The last cursor that this listener holds. */
    cursor: ({ next }: Listener) => frames[next - 1]?.cursor ?? cursorBefore,
    /** Has everybody heard so many messages? */
    isComplete: (messages: number) => deliveries >= messages * listeners(),
    /** Begins anew, when all is quiet. */
    clear(all: Listener[]): void {
      cursorBefore = frames.at(-1)?.cursor ?? cursorBefore;
      frames = [];
      deliveries = 0;
      for (const listener of all) listener.next = 0;
    },
    /** Throws unless everybody heard each message once, and those of one sender in their order. */
    check(all: Listener[], sent: Map<number, number>): void {
      checkMarks(
        roomId,
        frames.flatMap(({ marks }) => marks),
        sent,
      );
      const behind = all.filter(({ next }) => next !== frames.length).length;
      if (behind > 0) throw new Error(`room ${roomId}: ${behind} of ${all.length} people have not heard everything`);
    },
  };
}

export type Ledger = ReturnType<typeof createLedger>;

/** Throws where of what was sent something is missing, doubled or out of order. */
export function checkMarks(roomId: string, marks: Mark[], sent: Map<number, number>): void {
  const heard = new Map<number, number>();
  for (const { sender, number } of marks) {
    const expected = heard.get(sender) ?? 0;
    if (number !== expected)
      throw new Error(`room ${roomId}: of sender ${sender}, message ${number} came where ${expected} was due`);
    heard.set(sender, expected + 1);
  }
  for (const [sender, count] of sent) {
    const got = heard.get(sender) ?? 0;
    if (got !== count) throw new Error(`room ${roomId}: of sender ${sender}, ${got} of ${count} messages were heard`);
  }
}

/** A text that says who says it, and when; as long as what people write. */
export const textOf = ({ sender, number, at }: Mark): string => `b ${sender} ${number} ${at.toFixed(3)} and so on`;

function markOf(text: string): Mark {
  const [sign, sender, number, at] = text.split(" ", 4);
  if (sign !== "b") throw new Error(`something was heard that nobody here has said: ${text.slice(0, 80)}`);
  return { sender: Number(sender), number: Number(number), at: Number(at) };
}
