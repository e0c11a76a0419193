import * as sessions from "@/lib/sessions";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const DELETE = route(async ({ viewer, params }) => {
  await sessions.end(viewer.id, String(params.id));
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
