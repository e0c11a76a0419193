import { cookies } from "next/headers";
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
  await rates.signIn(username, addressOf(await requestHeaders()));
  const proof = await users.authenticate(username, password);
  await startSession(proof.account.id);
  // a change of the password ends the sessions that it finds: one that begins by the old one after it is not found
  if (!(await users.isCurrent(proof))) await takeBack();
  return proof.account;
}

/** Creates an account and signs it in, in this browser. Throws `invalid`, `conflict`, `rate_limited`, `unavailable`. */
export async function signUp(username: string, password: string): Promise<users.Account> {
  await rates.register(addressOf(await requestHeaders()));
  const account = await users.register(username, password);
  await startSession(account.id);
  return account;
}

async function takeBack(): Promise<never> {
  const started = (await cookies()).get(cookieName(await requestHeaders()))?.value;
  const viewer = await sessions.find(started);
  if (viewer) await endSession(viewer);
  throw users.doNotFit();
}
