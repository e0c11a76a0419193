import { cookies } from "next/headers";
import * as accounts from "../accounts";
import { GONE_COOKIE, GONE_SECONDS } from "../client/gone";
import { addressOf } from "../own-headers";
import * as rates from "../rates";
import { cookieName, cookieOptions } from "../session-cookie";
import type { Viewer } from "../sessions";
import { requestHeaders } from "./request";

/** Changes my password; this browser has a new session, all others have none. Throws as `accounts.changePassword`, `rate_limited`. */
export async function changePassword(viewer: Viewer, { current, next }: { current: string; next: string }) {
  const header = await requestHeaders();
  await rates.signIn(viewer.username, addressOf(header));
  const sealed = await accounts.changePassword(viewer, { current, next, userAgent: header("user-agent") ?? "" });
  await rates.signedIn(viewer.username, addressOf(header));
  (await cookies()).set(cookieName(header), sealed, cookieOptions(header));
}

/** Deletes my account, and takes the cookie from this browser. Throws as `accounts.remove`, `rate_limited`. */
export async function deleteAccount(viewer: Viewer, password: string): Promise<void> {
  const header = await requestHeaders();
  await rates.signIn(viewer.username, addressOf(header));
  await accounts.remove(viewer, password);
  const jar = await cookies();
  jar.set(cookieName(header), "", { ...cookieOptions(header), maxAge: 0 });
  jar.set(GONE_COOKIE, viewer.id, { sameSite: "lax", path: "/", maxAge: GONE_SECONDS });
}
