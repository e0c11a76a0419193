/** Hostile values without end, the same for the same seed: what no schema expects, and what is nearly right. */
import type { Random } from "../../random";

/** The same in many members, as none of ours has it. */
export const FORGED_ID = "00000000-0000-4000-8000-000000000000";

const TEXTS = [
  "",
  " ",
  "0",
  "1",
  "-1",
  "00",
  "1e5",
  "1:2",
  "2:1",
  "1:2:3",
  "0:name",
  "NaN",
  "+inf",
  "-inf",
  "(1",
  "1700000000",
  "1700000000.123456",
  "99999999999",
  "9007199254740993",
  "null",
  "undefined",
  "true",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "message",
  "user.connected",
  "show.room",
  "session.ended",
  "disconnect",
  "connect",
  "error",
  "../../etc/passwd",
  "%00",
  "%ff%fe",
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u2066abc",
  "\u200b\u200d\ufeff",
  "🏳️‍🌈".repeat(50),
  "e\u0301".repeat(200),
  "ẞﬃ㎏",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "' OR 1=1 --",
  "#{7*7}{{7*7}}",
  "\r\nSet-Cookie: banter=x",
  "*1\r\n$8\r\nFLUSHALL\r\n",
  `","id":"${FORGED_ID}","a":"`,
  FORGED_ID,
  "x".repeat(5_000),
];

const NUMBERS = [0, -0, 1, -1, 0.5, 1e21, -1e21, 2 ** 31, 2 ** 53, 1e308, -1e308, 5e-324, 1_700_000_000];
const NAMES = ["id", "roomId", "message", "from", "date", "cursor", "rooms", "type", "data", "username", "a"];
const TRAPS = ["__proto__", "constructor", "prototype", "toString", "toJSON", "then", "length", "valueOf"];

/** What stands where a word is expected. */
export const anyWord = (random: Random): string => String(random.pick([...TEXTS, ...NUMBERS, null, true]));

/** Any value of JSON. */
export function anyValue(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 7 : 4);
  if (kind <= 1) return random.pick(TEXTS);
  if (kind === 2) return random.pick(NUMBERS);
  if (kind === 3) return random.pick([null, true, false, { toString: 1, valueOf: 1 }]); // the last cannot become a word
  if (kind === 4) return Array.from({ length: random.below(4) }, () => anyValue(random, depth - 1));
  return anyObject(random, depth);
}

/** Parsed, so that a key `__proto__` is one, and not the prototype. */
function anyObject(random: Random, depth: number): unknown {
  const pairs = Array.from({ length: random.below(5) }, () => {
    const name = random.pick(random.chance(1 / 3) ? TRAPS : NAMES);
    return `${JSON.stringify(name)}:${JSON.stringify(anyValue(random, depth - 1))}`;
  });
  return JSON.parse(`{${pairs.join(",")}}`);
}

/** What was right, with one or two fields wrong, missing or too many. */
export function bend(random: Random, right: Record<string, unknown>): unknown {
  if (random.chance(1 / 12)) return anyValue(random);
  const bent: Record<string, unknown> = { ...right };
  for (let turn = random.below(2); turn >= 0; turn--) {
    const name = random.chance(1 / 6) ? random.pick(TRAPS.slice(1)) : random.pick(Object.keys(right));
    if (random.chance(1 / 4)) delete bent[name];
    else bent[name] = anyValue(random);
  }
  return bent;
}

/** A line with some of it cut off, doubled, or turned into something else. */
export function tear(random: Random, line: string): string {
  const from = random.below(line.length + 1);
  const to = from + random.below(8);
  const middle = random.pick(["", line.slice(from, to).repeat(2), random.pick(TEXTS), "\\", '"', "{", "[".repeat(50)]);
  return line.slice(0, from) + middle + line.slice(to);
}
