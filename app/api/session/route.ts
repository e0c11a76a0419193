import { endSession } from "@/lib/web/cookies";
import { credentialsSchema } from "@/lib/web/forms";
import { json, noContent, openRoute, otherMethods, route } from "@/lib/web/route";
import { signIn } from "@/lib/web/sign-in";

export const POST = openRoute(async ({ body }) => {
  const { username, password } = await body(credentialsSchema);
  return json(await signIn(username, password));
});

export const GET = route(async ({ viewer: { id, username } }) => json({ id, username }));

export const DELETE = route(async ({ viewer, query }) => {
  await endSession(viewer, { all: query.get("all") === "true" });
  return noContent();
});

export const { OPTIONS, PATCH, PUT } = otherMethods("POST", "GET", "DELETE");
