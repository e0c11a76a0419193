import * as memberships from "@/lib/memberships";
import { inviteSchema } from "@/lib/web/forms";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const POST = route(async ({ viewer, params, body }) => {
  const roomId = String(params.id);
  const { userIds } = await body(inviteSchema);
  await (userIds?.length ? memberships.invite(viewer.id, roomId, userIds) : memberships.join(viewer.id, roomId));
  return noContent();
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
