import * as reads from "@/lib/reads";
import { readMarkSchema } from "@/lib/web/forms";
import { noContent, otherMethods, route } from "@/lib/web/route";

export const PUT = route(async ({ viewer, params, body }) => {
  const { cursor } = await body(readMarkSchema);
  await reads.move(viewer.id, String(params.id), cursor);
  return noContent();
});

export const { DELETE, GET, OPTIONS, PATCH, POST } = otherMethods("PUT");
