/** The addresses of Banter, as folders of app/ spell them: what is fixed before what is not. */
const ROUTES = [
  "/",
  "/sign-in",
  "/sign-up",
  "/rooms",
  "/rooms/new",
  "/rooms/[id]",
  "/rooms/[id]/members",
  "/rooms/[id]/seen",
  "/rooms/[id]/at/[cursor]",
  "/people",
  "/sessions",
  "/account",
  "/account/password",
  "/account/delete",
  "/healthz",
  "/readyz",
  "/metrics",
  "/api/users",
  "/api/session",
  "/api/sessions",
  "/api/sessions/[id]",
  "/api/rooms",
  "/api/rooms/[id]",
  "/api/rooms/[id]/messages",
  "/api/rooms/[id]/read",
  "/api/rooms/[id]/unread",
  "/api/rooms/[id]/members",
  "/api/rooms/[id]/members/[userId]",
  "/api/account",
  "/api/account/data",
  "/api/password",
  "/api/blocks",
  "/api/blocks/[userId]",
  "/api/stream",
].map((route) => ({ route, segments: route.split("/") }));

/** The pattern that a path follows, so that all rooms are one line of a table. What is unknown is `other`. */
export function routePattern(url: string): string {
  const segments = url.replace(/[?#].*/s, "").split("/");
  const found = ROUTES.find((candidate) => fits(candidate.segments, segments));
  if (found) return found.route;
  if (segments[1] === "_next") return "/_next";
  return segments[1] === "api" ? "/api/[...rest]" : "other";
}

const fits = (pattern: string[], segments: string[]) =>
  pattern.length === segments.length &&
  pattern.every((part, index) => part === segments[index] || (part.startsWith("[") && segments[index] !== ""));
