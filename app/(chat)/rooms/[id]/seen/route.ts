import { check } from "@/lib/check";
import * as reads from "@/lib/reads";
import { cursorSchema } from "@/lib/schemas";
import { noContent, route } from "@/lib/web/route";

/** The read mark of a page without JavaScript: its picture of no size is asked for when it is seen. */
export const GET = route(async ({ viewer, params, query, header }) => {
  const site = header("sec-fetch-site");
  if (site === undefined || site === "same-origin") {
    await reads.move(viewer.id, String(params.id), check(cursorSchema, query.get("cursor")));
  }
  return noContent();
});
