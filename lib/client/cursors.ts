import type { Cursor } from "../events";

/** Is `a` later than `b`? Nothing is earlier than everything. */
export const isLater = (a: Cursor | null | undefined, b: Cursor | null | undefined): boolean =>
  Number(a ?? 0) > Number(b ?? 0);

export const byCursor = (a: { cursor: Cursor }, b: { cursor: Cursor }): number => Number(a.cursor) - Number(b.cursor);
