import type { Cursor } from "../events";

/** Is `a` later than `b`? Nothing is earlier than everything. */
export const isLater = (a: Cursor | null | undefined, b: Cursor | null | undefined): boolean =>
  Number(a ?? 0) > Number(b ?? 0);

/** The order of a history. A sibling may give two messages one cursor; then everybody has to agree all the same. */
export const byCursor = (a: Placed, b: Placed): number =>
  Number(a.cursor) - Number(b.cursor) || (a.id < b.id ? -1 : Number(a.id > b.id));

interface Placed {
  id: string;
  cursor: Cursor;
}
