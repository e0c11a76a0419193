import { deleteAccount } from "@/lib/web/account";
import { goodbyeSchema } from "@/lib/web/forms";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const DELETE = route(async ({ viewer, body }) => {
  const { password } = await body(goodbyeSchema);
  await deleteAccount(viewer, password);
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
