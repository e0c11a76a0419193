import * as memberships from "@/lib/memberships";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const DELETE = route(async ({ viewer, params }) => {
  await memberships.remove(viewer.id, String(params.id), String(params.userId));
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
