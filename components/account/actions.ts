"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import * as blocks from "@/lib/blocks";
import { accountPath } from "@/lib/client/paths";
import { changePassword as change, deleteAccount as goodbye } from "@/lib/web/account";
import { type FormState, formAction } from "@/lib/web/action";
import { blockSchema, goodbyeSchema } from "@/lib/web/forms";

// a form never gets back what was typed into a field with "password" in its name
const changeSchema = z.object({ currentPassword: z.string(), newPassword: z.string() });

const doChangePassword = formAction(changeSchema, async ({ currentPassword, newPassword }, viewer) => {
  await change(viewer, { current: currentPassword, next: newPassword });
  redirect(`${accountPath}?done=password`);
});

const doDelete = formAction(goodbyeSchema, async ({ password }, viewer) => {
  await goodbye(viewer, password);
  redirect("/sign-in");
});

const doBlock = formAction(blockSchema, async ({ userId }, { id: me }) => {
  await blocks.add(me, userId);
  revalidatePath("/", "layout");
});

const doUnblock = formAction(blockSchema, async ({ userId }, { id: me }) => {
  await blocks.remove(me, userId);
  revalidatePath("/", "layout");
});

export async function changePassword(previous: FormState, form: FormData): Promise<FormState> {
  return doChangePassword(previous, form);
}

export async function deleteAccount(previous: FormState, form: FormData): Promise<FormState> {
  return doDelete(previous, form);
}

export async function block(previous: FormState, form: FormData): Promise<FormState> {
  return doBlock(previous, form);
}

export async function unblock(previous: FormState, form: FormData): Promise<FormState> {
  return doUnblock(previous, form);
}
