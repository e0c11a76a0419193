import type { Seating } from "./crowd";
import type { DialectName } from "./dialects";
import type { Load } from "./load";

/** What the benchmark tells its driver. Each is answered before the next is given. */
export type Order = { crowd: string } & (
  | { what: "open"; seating: Seating; dialect: DialectName }
  | { what: "load"; load: Load }
  | { what: "one"; count: number; speakers: number }
  | { what: "close" }
);
