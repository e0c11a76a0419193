import { readFileSync } from "node:fs";
import path from "node:path";
import type { Result } from "ioredis";

/** One script per invariant. KEYS, ARGV and the reply of each stand at its top. */
export const scripts = {
  appendMessage: { lua: lua("append"), numberOfKeys: 2 },
  claimName: { lua: lua("claim_name"), numberOfKeys: 1 },
  openDirect: { lua: lua("open_direct"), numberOfKeys: 2 },
  createRoom: { lua: lua("create_room"), numberOfKeys: 2 },
  joinRoom: { lua: lua("join_room"), numberOfKeys: 2 },
  moveRead: { lua: lua("move_read"), numberOfKeys: 1 },
  raiseCounter: { lua: lua("raise_counter"), numberOfKeys: 1 },
  trimRoom: { lua: lua("trim"), numberOfKeys: 1 },
  noteSeen: { lua: lua("note_seen"), numberOfKeys: 2 },
  changePassword: { lua: lua("change_password"), numberOfKeys: 3 },
  deleteAccount: { lua: lua("delete_account"), numberOfKeys: 6 },
  changePresence: { lua: lua("presence"), numberOfKeys: 3 },
  tellRoom: { lua: lua("tell_room"), numberOfKeys: 1 },
  holdLease: { lua: lua("hold_lease"), numberOfKeys: 1 },
  leaveLease: { lua: lua("leave_lease"), numberOfKeys: 1 },
};

/** Read at run time: Next and esbuild bundle code, not files. */
function lua(name: string): string {
  return readFileSync(path.join(process.cwd(), "lib", "redis", "scripts", `${name}.lua`), "utf8");
}

type Appended =
  | ["stored", string, string, string]
  | ["known", string, string]
  | ["more", string]
  | ["refused", ...string[]];

declare module "ioredis" {
  interface RedisCommander<Context> {
    appendMessage(
      key: string,
      blocks: string,
      id: string,
      head: string,
      tail: string,
      after: string,
      newest: number,
      channel: string,
      envelope: string,
      first: string,
      room: string,
    ): Result<Appended, Context>;
    claimName(key: string, user: string): Result<0 | 1, Context>;
    openDirect(info: string, members: string, a: string, b: string, by: string, at: number): Result<0 | 1, Context>;
    createRoom(
      info: string,
      members: string,
      kind: string,
      by: string,
      at: number,
      ...ids: string[]
    ): Result<0 | 1, Context>;
    joinRoom(info: string, members: string, how: "open" | "any", ...ids: string[]): Result<0 | 1, Context>;
    moveRead(key: string, roomId: string, cursor: string): Result<0 | 1, Context>;
    raiseCounter(key: string, value: string): Result<0 | 1, Context>;
    trimRoom(key: string, max: number, atOnce: number): Result<[number, number], Context>;
    tellRoom(channel: string, event: string): Result<number, Context>;
    holdLease(key: string, who: string, ms: number): Result<0 | 1, Context>;
    leaveLease(key: string, who: string): Result<0 | 1, Context>;
    noteSeen(sessions: string, seen: string, session: string, now: number, expiry: number): Result<0 | 1, Context>;
    changePassword(
      user: string,
      sessions: string,
      seen: string,
      verified: string,
      hash: string,
      session: string,
      stored: string,
      now: number,
      expiry: number,
      channel: string,
      userId: string,
      asked: string,
    ): Result<0 | 1, Context>;
    deleteAccount(
      user: string,
      sessions: string,
      seen: string,
      reads: string,
      last: string,
      blocks: string,
      verified: string,
      name: string,
      hash: string,
      now: number,
      channel: string,
      userId: string,
      asked: string,
    ): Result<0 | 1, Context>;
    changePresence(
      online: string,
      instances: string,
      here: string,
      instance: string,
      leaseMs: number,
      prefix: string,
      what: "arrive" | "depart" | "beat" | "bye",
      ...ids: string[]
    ): Result<[string[], string[]], Context>;
  }
}
