import { changePassword } from "@/lib/web/account";
import { newPasswordSchema } from "@/lib/web/forms";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const PUT = route(async ({ viewer, body }) => {
  await changePassword(viewer, await body(newPasswordSchema));
  return noContent();
});

export const { DELETE, GET, OPTIONS, PATCH, POST } = otherMethods("PUT");
