import path from "node:path";
import { Piscina } from "piscina";
import { Refused, unavailable } from "./errors";
import { HASH_QUEUE_MAX, PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS } from "./limits";
import { oncePerProcess } from "./process";

/**
 * Hashes a password with bcrypt, off the main thread. May a person have it? That says `cleanPassword`. Throws `invalid`
 * for what bcrypt would cut, or `unavailable` when the queue is full.
 */
export async function hash(password: string): Promise<string> {
  if ([...password].length < PASSWORD_MIN_CHARS) {
    throw new Refused("invalid", `A password has at least ${PASSWORD_MIN_CHARS} characters.`);
  }
  if (Buffer.byteLength(password) > PASSWORD_MAX_BYTES) {
    throw new Refused("invalid", `A password has at most ${PASSWORD_MAX_BYTES} bytes (about 72 letters).`);
  }
  return (await work({ password })) as string;
}

/**
 * Does the password fit the hash? Takes as long for a person who does not exist (`stored` null) as for one who
 * does. Throws `unavailable` when the queue is full.
 */
export async function matches(password: string, stored: string | null): Promise<boolean> {
  const known = stored !== null && BCRYPT.test(stored) && Buffer.byteLength(password) <= PASSWORD_MAX_BYTES;
  const fits = await work({ password: known ? password : "", hash: known ? stored : NOBODY });
  return known && fits === true;
}

/** A well-formed hash that no password is known to fit: no server of the family lets anybody in by it, or stumbles over it. */
export const FITS_NOTHING = `$2b$10$${".".repeat(53)}`;

/** Ends the workers. */
export const closePool = () => pool().close();

const BCRYPT = /^\$2[aby]\$(0[4-9]|1[0-2])\$[./A-Za-z0-9]{53}$/; // a higher cost would hold a worker for minutes
const NOBODY = "$2b$10$PuoK4TCc3NhQndll1joZgu5/PIiAFLAw83/a7Me155S9m4J/9YUVK"; // of a password that nobody has

const pool = () =>
  oncePerProcess(
    "passwords",
    () =>
      new Piscina({
        filename: path.join(process.cwd(), "lib", "passwords.worker.mjs"),
        minThreads: 0,
        maxThreads: 2,
        idleTimeout: 30_000,
        maxQueue: HASH_QUEUE_MAX,
      }),
  );

async function work(task: { password: string; hash?: string }): Promise<string | boolean> {
  if (pool().queueSize >= HASH_QUEUE_MAX)
    throw unavailable("Too many people are signing in just now. Please try again.");
  return pool().run(task);
}
