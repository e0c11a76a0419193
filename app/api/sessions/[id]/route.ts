import { notFound } from "@/lib/errors";
import * as sessions from "@/lib/sessions";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const DELETE = route(async ({ viewer, params }) => {
  if (!(await sessions.endOwn(viewer.id, String(params.id)))) throw notFound();
  return noContent();
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
