import * as sessions from "@/lib/sessions";
import { json, otherMethods, route } from "@/lib/web/route";

export const GET = route(async ({ viewer }) => {
  const mine = await sessions.list(viewer.id);
  return json({ sessions: mine.map((session) => ({ ...session, current: session.id === viewer.sessionId })) });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
