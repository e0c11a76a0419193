import { addressOf } from "../own-headers";
import * as rates from "../rates";
import * as users from "../users";
import { startSession } from "./cookies";
import { countSignIn } from "./counted-sign-in";
import { requestHeaders } from "./request";

/** Signs a person in, in this browser. Throws `unauthenticated`, `rate_limited`, `unavailable`. */
export const signIn = (username: string, password: string) => countSignIn(authenticated(username, password));

async function authenticated(username: string, password: string): Promise<users.Account> {
  await rates.signIn(username, addressOf(await requestHeaders()));
  const account = await users.authenticate(username, password);
  await startSession(account.id);
  return account;
}

/** Creates an account and signs it in, in this browser. Throws `invalid`, `conflict`, `rate_limited`, `unavailable`. */
export async function signUp(username: string, password: string): Promise<users.Account> {
  await rates.register(addressOf(await requestHeaders()));
  const account = await users.register(username, password);
  await startSession(account.id);
  return account;
}
