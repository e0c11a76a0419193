import * as users from "@/lib/users";
import { endSession, startSession } from "@/lib/web/cookies";
import { credentialsSchema } from "@/lib/web/forms";
import { json, noContent, openRoute, route } from "@/lib/web/route";

export const POST = openRoute(async ({ body }) => {
  const { username, password } = await body(credentialsSchema);
  const account = await users.authenticate(username, password);
  await startSession(account.id);
  return json(account);
});

export const GET = route(async ({ viewer: { id, username } }) => json({ id, username }));

export const DELETE = route(async ({ viewer, query }) => {
  await endSession(viewer, { all: query.get("all") === "true" });
  return noContent();
});
