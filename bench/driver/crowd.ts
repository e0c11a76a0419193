/** People who are connected to one server, and what they hear. */
import { setTimeout as wait } from "node:timers/promises";
import { DIALECTS, type DialectName } from "./dialects";
import { createLedger, type Ledger, type Listener, textOf } from "./ledger";
import { openWire, type Wire } from "./wire";

export interface Seat {
  port: number;
  userId: string;
  cookie?: string | undefined;
  roomId: string;
}

interface Member extends Listener {
  seat: Seat;
  index: number;
  wire: Wire;
  ledger: Ledger;
  room: Member[];
  said: number;
  /** When those were due that wait until the one before is answered. */
  waiting: number[];
  asking: boolean;
}

const OPENING_AT_ONCE = 32;

export interface Seating {
  seats: Seat[];
  /** How many a second are let in, at most. */
  perSecond?: number | undefined;
}

/** Connects everybody, a few at a time. */
export async function openCrowd({ seats, perSecond = Number.POSITIVE_INFINITY }: Seating, dialectName: DialectName) {
  const dialect = DIALECTS[dialectName];
  const rooms = new Map<string, { room: Member[]; ledger: Ledger }>();
  const members: Member[] = [];
  const noted = { latencies: [] as number[], broken: null as Error | null };

  async function seatOne(seat: Seat, index: number): Promise<void> {
    const { room, ledger } = roomOf(seat);
    const member = { seat, index, ledger, room, next: 0, said: 0, waiting: [], asking: false } as unknown as Member;
    member.wire = await openWire({ ...seat, path: dialect.path(seat) }, dialect, {
      messages: (data, at) => ledger.hear(member, data, at),
      answered: () => {
        member.asking = false;
        sayNext(member);
      },
      failed: (error) => (noted.broken ??= error),
    });
    room.push(member);
    members.push(member);
  }

  /** Who listens to the same room on the same server hears the same frames. */
  function roomOf({ port, roomId }: Seat) {
    const key = `${port} ${roomId}`;
    const found = rooms.get(key);
    if (found) return found;
    const room: Member[] = [];
    const ledger = createLedger(roomId, {
      listeners: () => room.length,
      read: dialect.read,
      heardByAll: ({ at }) => noted.latencies.push(performance.now() - at),
    });
    const made = { room, ledger };
    rooms.set(key, made);
    return made;
  }

  function sayNext(member: Member): void {
    const at = member.waiting[0];
    if (at === undefined || member.asking) return;
    member.waiting.shift();
    member.asking = dialect.answers;
    const text = textOf({ sender: member.index, number: member.said++, at });
    const { roomId, userId: from } = member.seat;
    member.wire.send(dialect.write({ roomId, from, text, after: member.ledger.cursor(member) }));
  }

  let opening = 0;
  const begin = performance.now();
  const open = async () => {
    while (opening < seats.length) {
      const index = opening++;
      await wait((index / perSecond) * 1_000 - (performance.now() - begin));
      await seatOne(seats[index] as Seat, index);
    }
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, open));

  return {
    members,
    noted,
    /** Says a message that is due at this time; after those before it. */
    say(member: Member, at: number): void {
      member.waiting.push(at);
      sayNext(member);
    },
    /** How many messages have arrived, at all receivers together. */
    deliveries: () => sum([...rooms.values()].map(({ ledger }) => ledger.deliveries())),
    clear(): void {
      noted.latencies = [];
      for (const { ledger, room } of rooms.values()) ledger.clear(room);
      for (const member of members) member.said = 0;
    },
    /** Throws where anything was lost, doubled or out of order. Who is in one room of two servers hears both. */
    check(): void {
      if (noted.broken) throw noted.broken;
      for (const { ledger, room } of rooms.values()) ledger.check(room, saidIn(members, room[0]?.seat.roomId ?? ""));
    },
    /** How many deliveries so many messages of these members come to. */
    due: () => sum(members.map(({ said, waiting, seat }) => (said + waiting.length) * listenersOf(seat.roomId))),
    close(): void {
      for (const { wire } of members) wire.close();
    },
  };

  function listenersOf(roomId: string): number {
    return sum([...rooms.entries()].map(([key, { room }]) => (key.endsWith(` ${roomId}`) ? room.length : 0)));
  }
}

export type Crowd = Awaited<ReturnType<typeof openCrowd>>;

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const saidIn = (members: Member[], roomId: string) =>
  new Map(members.filter(({ seat }) => seat.roomId === roomId).map(({ index, said }) => [index, said]));
