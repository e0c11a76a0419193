import * as z from "zod/mini";
import { check } from "@/lib/check";
import { USER_ID } from "@/lib/events";
import { USERS_MAX } from "@/lib/limits";
import * as users from "@/lib/users";
import { credentialsSchema } from "@/lib/web/forms";
import { json, openRoute, otherMethods, route } from "@/lib/web/route";
import { signUp } from "@/lib/web/sign-in";

const querySchema = z.object({
  ids: z
    .array(z.string().check(z.regex(USER_ID, { error: "This is not a user id." })))
    .check(z.maxLength(USERS_MAX, { error: `At most ${USERS_MAX} ids.` })),
});

export const POST = openRoute(async ({ body }) => {
  const { username, password } = await body(credentialsSchema);
  return json(await signUp(username, password), 201);
});

export const GET = route(async ({ query }) => {
  const ids = query.has("ids") ? check(querySchema, { ids: query.getAll("ids") }).ids : undefined;
  const found = await users.list({ ids, q: query.get("q") ?? undefined, online: query.get("online") === "true" });
  return json({ users: found });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("POST", "GET");
