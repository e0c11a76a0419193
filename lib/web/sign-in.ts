import { cookies } from "next/headers";
import { Refused } from "../errors";
import { log } from "../log";
import { addressOf } from "../own-headers";
import * as rates from "../rates";
import { cookieName } from "../session-cookie";
import * as sessions from "../sessions";
import * as users from "../users";
import { endSession, startSession } from "./cookies";
import { countSignIn } from "./counted-sign-in";
import { requestHeaders } from "./request";

/** Signs a person in, in this browser. Throws `unauthenticated`, `rate_limited`, `unavailable`. */
export const signIn = (username: string, password: string) => countSignIn(authenticated(username, password));

async function authenticated(username: string, password: string): Promise<users.Account> {
  const address = addressOf(await requestHeaders());
  return toldInLog("a sign-in was refused", address, async () => {
    await rates.signIn(username, address);
    const proof = await users.authenticate(username, password);
    await rates.signedIn(username, address);
    await startSession(proof.account.id);
    // a change of the password ends the sessions that it finds: one that begins by the old one after it is not found
    if (!(await users.isCurrent(proof))) await takeBack();
    return proof.account;
  });
}

/** Creates an account and signs it in, in this browser. Throws `invalid`, `conflict`, `rate_limited`, `unavailable`. */
export async function signUp(username: string, password: string): Promise<users.Account> {
  const address = addressOf(await requestHeaders());
  return toldInLog("a registration was refused", address, async () => {
    await rates.register(address);
    const account = await users.register(username, password);
    await startSession(account.id);
    return account;
  });
}

/** What was refused to whom: never with the name, in whose field people type their password. */
async function toldInLog<T>(what: string, address: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Refused) log.info({ address, reason: error.code }, what);
    throw error;
  }
}

async function takeBack(): Promise<never> {
  const started = (await cookies()).get(cookieName(await requestHeaders()))?.value;
  const viewer = await sessions.find(started);
  if (viewer) await endSession(viewer);
  throw users.doNotFit();
}
