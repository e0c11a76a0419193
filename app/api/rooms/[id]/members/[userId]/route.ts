import * as memberships from "@/lib/memberships";
import { noContent, route } from "@/lib/web/route";

export const DELETE = route(async ({ viewer, params }) => {
  await memberships.remove(viewer.id, String(params.id), String(params.userId));
  return noContent();
});
