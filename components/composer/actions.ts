"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { roomPath } from "@/lib/client/paths";
import * as messages from "@/lib/messages";
import { cursorSchema, roomIdSchema, uuidSchema } from "@/lib/schemas";
import { type FormState, formAction } from "@/lib/web/action";

const noCursor = z.pipe(
  z.literal(""),
  z.transform(() => null),
); // a field of a form is a text
const sendSchema = z.object({
  roomId: roomIdSchema,
  id: uuidSchema,
  message: z.string({ error: "A message is a text." }),
  after: z.union([noCursor, cursorSchema]),
});

const doSend = formAction(sendSchema, async (outgoing, { id: me }) => {
  await messages.append({ me, ...outgoing });
  redirect(roomPath(outgoing.roomId));
});

/** Sends a message from a page without JavaScript. */
export async function send(previous: FormState, form: FormData): Promise<FormState> {
  return doSend(previous, form);
}
