import * as z from "zod/mini";
import { check } from "@/lib/check";
import * as messages from "@/lib/messages";
import * as reads from "@/lib/reads";
import { cursorSchema, limitSchema } from "@/lib/schemas";
import { messageSchema } from "@/lib/web/forms";
import { json, otherMethods, route } from "@/lib/web/route";

const whereSchema = z
  .object({ before: z.optional(cursorSchema), after: z.optional(cursorSchema), limit: z.optional(limitSchema) })
  .check(z.refine(({ before, after }) => !(before && after), { error: "Either before or after, not both." }));

export const GET = route(async ({ viewer, params, query }) => {
  const where = check(whereSchema, Object.fromEntries(query));
  return json(await messages.page(viewer.id, String(params.id), where));
});

export const POST = route(async ({ viewer, params, body }) => {
  const roomId = String(params.id);
  const { message, stored } = await messages.append({ me: viewer.id, roomId, ...(await body(messageSchema)) });
  await reads.move(viewer.id, roomId, message.cursor);
  return json(message, stored ? 201 : 200);
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
