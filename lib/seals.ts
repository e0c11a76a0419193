import { createHash } from "node:crypto";
import { sealData } from "iron-session";
import * as iron from "iron-webcrypto";
import * as z from "zod";
import { env } from "./env";
import { USER_ID, type UserId, UUID } from "./events";
import { SEALS_KNOWN_MAX, SESSION_SECONDS } from "./limits";
import { oncePerProcess } from "./process";
import { promptCrypto } from "./prompt-crypto";

/** What a cookie names. Whether this session has ended only Redis knows. */
export interface Named {
  userId: UserId;
  sessionId: string;
}

/** The value of a cookie, that nobody else can make or change. */
export const seal = (named: Named): Promise<string> =>
  sealData(named, { password: env().SESSION_SECRET[0] as string, ttl: SESSION_SECONDS });

/**
 * What stands in a cookie, if it is ours and has not expired. The page opens it, each request after it, and the socket:
 * it is unsealed once, which takes longer than all else of a handshake.
 */
export async function open(sealed: string): Promise<Named | null> {
  const digest = createHash("sha256").update(sealed).digest("base64");
  const opened = recall(digest);
  if (opened) return opened;
  const named = await unseal(sealed);
  if (named) remember(digest, { named, until: expiry(sealed) });
  return named;
}

interface Opened {
  named: Named;
  /** Milliseconds of this process's clock, by which iron-session judges too. */
  until: number;
}

/** The longest unused first. */
const known = () => oncePerProcess("seals.known", () => new Map<string, Opened>());

function recall(digest: string): Named | null {
  const opened = known().get(digest);
  if (!opened) return null;
  known().delete(digest);
  if (Date.now() >= opened.until) return null;
  known().set(digest, opened);
  return opened.named;
}

function remember(digest: string, opened: Opened): void {
  known().set(digest, opened);
  for (const oldest of known().keys()) {
    if (known().size <= SEALS_KNOWN_MAX) return;
    known().delete(oldest);
  }
}

/** As it stands in the seal, whose MAC holds. Where it does not stand there, it is unsealed each time. */
const expiry = (sealed: string) => Number(sealed.split("*")[5]) || 0;

const schema = z.object({ userId: z.string().regex(USER_ID), sessionId: z.string().regex(UUID) });

const FORMAT = "~2"; // which iron-session appends to what iron has sealed
const SECRET_ID = "1"; // by which it names a secret that is the only one

/** The first secret seals, all unseal: so they can be rotated. */
async function unseal(sealed: string): Promise<Named | null> {
  if (!sealed.endsWith(FORMAT)) return null;
  const bare = sealed.slice(0, -FORMAT.length);
  for (const secret of env().SESSION_SECRET) {
    const said = iron.unseal(promptCrypto, bare, { [SECRET_ID]: secret }, iron.defaults).catch(() => null);
    const opened = schema.safeParse(await said);
    if (opened.success) return opened.data;
  }
  return null;
}
