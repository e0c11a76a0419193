import { cookies } from "next/headers";
import type { UserId } from "../events";
import { cookieName, cookieOptions, sealedFrom } from "../session-cookie";
import * as sessions from "../sessions";
import { requestHeaders } from "./request";

/**
 * Starts a session and gives the browser its cookie; the one that it had of the same person ends. In actions and route
 * handlers only.
 */
export async function startSession(userId: UserId): Promise<void> {
  const header = await requestHeaders();
  const before = await sessions.find(sealedFrom(header));
  const sealed = await sessions.start(userId, header("user-agent") ?? "");
  if (before?.id === userId) await sessions.end(before.id, before.sessionId);
  (await cookies()).set(cookieName(header), sealed, cookieOptions(header));
}

/** Ends this session, or all of the person's, at once and everywhere. In actions and route handlers only. */
export async function endSession({ id, sessionId }: sessions.Viewer, { all = false } = {}): Promise<void> {
  await (all ? sessions.endAll(id) : sessions.end(id, sessionId));
  const header = await requestHeaders();
  (await cookies()).set(cookieName(header), "", { ...cookieOptions(header), maxAge: 0 });
}
