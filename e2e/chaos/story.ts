/** A history, ordered by what the checks ask of it. */
import type { Message, RoomId, UserId } from "../../lib/events";
import type { Happening, Row } from "./history";

type Of<T extends Happening["type"]> = Extract<Happening, { type: T }>;

/** What stands at the end, when everything is well again. */
export interface End {
  at: number;
  /** What Redis holds, in its order, read as Banter reads it. */
  rooms: Record<RoomId, Message[]>;
  /** Who was in a room when the run began; nobody else was. General is not among them: there everybody is. */
  members: Record<RoomId, UserId[]>;
  views: FinalView[];
  /** What is on its way still, by tab. */
  outboxes: Record<string, string[]>;
  drafts: { whose: string; written: string; found: string }[];
  /** Who has a tab; who is online in Redis; and who in the eyes of each tab. */
  presence: { expected: UserId[]; stored: UserId[]; seen: Record<string, UserId[]> };
  /** Ears that are connected. */
  ears: string[];
  resources: { instance: string; what: string; before: number; after: number; allowed: number }[];
  /** What each stream has heard since it began to listen. */
  streams: { name: string; by: UserId; since: Record<RoomId, number>; ids: string[] }[];
}

export interface FinalView {
  tab: string;
  roomId: RoomId;
  rows: Row[];
  /** Does the window begin where the room begins, and end where it ends? */
  fromStart: boolean;
  toEnd: boolean;
}

export interface Story {
  happenings: Happening[];
  end: End;
  written: Map<string, Of<"written"> & { index: number }>;
  siblings: Map<string, Of<"sibling">>;
  acknowledged: Map<string, Of<"acknowledged">[]>;
  refused: Set<string>;
  of<T extends Happening["type"]>(type: T): Of<T>[];
  /** When it was written, by a person or a sibling; undefined for what nobody wrote. */
  writtenAt(id: string): number | undefined;
}

export function storyOf(happenings: Happening[], end: End): Story {
  const of = <T extends Happening["type"]>(type: T) => happenings.filter((one): one is Of<T> => one.type === type);
  const written = new Map(of("written").map((one, index) => [one.id, { ...one, index }]));
  const siblings = new Map(of("sibling").map((one) => [one.id, one]));
  const acknowledged = new Map<string, Of<"acknowledged">[]>();
  for (const one of of("acknowledged")) acknowledged.set(one.id, [...(acknowledged.get(one.id) ?? []), one]);
  return {
    happenings,
    end,
    written,
    siblings,
    acknowledged,
    refused: new Set(
      of("refused")
        .filter(({ code }) => FINAL.has(code))
        .map(({ id }) => id),
    ),
    of,
    writtenAt: (id) => (written.get(id) ?? siblings.get(id))?.at,
  };
}

/** After these the message stays with its author; after the others it is sent again. */
const FINAL = new Set(["invalid", "too_large", "forbidden", "not_found", "unauthenticated", "conflict"]);
