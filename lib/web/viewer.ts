import { redirect } from "next/navigation";
import { cache } from "react";
import { PATH_HEADER } from "../own-headers";
import { sealedFrom } from "../session-cookie";
import * as sessions from "../sessions";
import { requestHeaders } from "./request";

export type { Viewer } from "../sessions";

/** Who asks, once a request; null without a session. */
export const maybeViewer = cache(async (): Promise<sessions.Viewer | null> => {
  return sessions.find(sealedFrom(await requestHeaders()));
});

/** Who asks. Without a session the answer is the sign-in page, which leads back here. */
export async function viewer(): Promise<sessions.Viewer> {
  const found = await maybeViewer();
  if (found) return found;
  const path = (await requestHeaders())(PATH_HEADER);
  redirect(path && path !== "/" ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
}
