"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { roomPath } from "@/lib/client/paths";
import * as rooms from "@/lib/rooms";
import { userIdSchema } from "@/lib/schemas";
import { type FormState, formAction } from "@/lib/web/action";

const doOpenDirect = formAction(z.object({ userId: userIdSchema }), async ({ userId }, { id: me }) => {
  const { room } = await rooms.openDirect(me, userId);
  redirect(roomPath(room.id));
});

/** Opens the direct room with a person. */
export async function openDirect(previous: FormState, form: FormData): Promise<FormState> {
  return doOpenDirect(previous, form);
}
