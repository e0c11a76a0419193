"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { uuidSchema } from "@/lib/schemas";
import * as sessions from "@/lib/sessions";
import { type FormState, formAction } from "@/lib/web/action";
import { endSession } from "@/lib/web/cookies";

const doSignOut = formAction(z.object({}), async (_, viewer) => {
  await endSession(viewer);
  redirect("/sign-in");
});

const doEndOne = formAction(z.object({ sessionId: uuidSchema }), async ({ sessionId }, viewer) => {
  if (sessionId === viewer.sessionId) {
    await endSession(viewer);
    redirect("/sign-in");
  }
  await sessions.end(viewer.id, sessionId);
  revalidatePath("/sessions");
});

const doEndAll = formAction(z.object({}), async (_, viewer) => {
  await endSession(viewer, { all: true });
  redirect("/sign-in");
});

export async function signOut(previous: FormState, form: FormData): Promise<FormState> {
  return doSignOut(previous, form);
}

export async function endOne(previous: FormState, form: FormData): Promise<FormState> {
  return doEndOne(previous, form);
}

export async function endAll(previous: FormState, form: FormData): Promise<FormState> {
  return doEndAll(previous, form);
}
