import * as blocks from "@/lib/blocks";
import { check } from "@/lib/check";
import { userIdSchema } from "@/lib/schemas";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const PUT = route(async ({ viewer, params }) => {
  await blocks.add(viewer.id, check(userIdSchema, params.userId));
  return noContent();
});

export const DELETE = route(async ({ viewer, params }) => {
  await blocks.remove(viewer.id, check(userIdSchema, params.userId));
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST } = otherMethods("PUT", "DELETE");
