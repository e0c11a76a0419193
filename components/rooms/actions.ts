"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { roomPath } from "@/lib/client/paths";
import * as memberships from "@/lib/memberships";
import * as rooms from "@/lib/rooms";
import { roomIdSchema, userIdSchema } from "@/lib/schemas";
import { type FormState, formAction } from "@/lib/web/action";
import { inviteSchema, namedRoomSchema } from "@/lib/web/forms";

const placeSchema = z.object({ roomId: roomIdSchema });

const doCreate = formAction(namedRoomSchema, async (wanted, { id: me }) => {
  const room = await rooms.create(me, wanted);
  revalidatePath("/", "layout");
  redirect(roomPath(room.id));
});

const doJoin = formAction(placeSchema, async ({ roomId }, { id: me }) => {
  await memberships.join(me, roomId);
  revalidatePath("/", "layout");
  redirect(roomPath(roomId));
});

const doInvite = formAction(
  z.extend(inviteSchema, { roomId: roomIdSchema }),
  async ({ roomId, userIds }, { id: me }) => {
    if (userIds?.length) await memberships.invite(me, roomId, userIds);
    revalidatePath("/", "layout");
  },
);

const doRemove = formAction(z.extend(placeSchema, { userId: userIdSchema }), async ({ roomId, userId }, { id: me }) => {
  await memberships.remove(me, roomId, userId);
  revalidatePath("/", "layout");
  if (userId === me) redirect("/rooms");
});

export async function createRoom(previous: FormState, form: FormData): Promise<FormState> {
  return doCreate(previous, form);
}

export async function joinRoom(previous: FormState, form: FormData): Promise<FormState> {
  return doJoin(previous, form);
}

export async function invite(previous: FormState, form: FormData): Promise<FormState> {
  return doInvite(previous, form);
}

export async function removeMember(previous: FormState, form: FormData): Promise<FormState> {
  return doRemove(previous, form);
}
