"use server";

import { redirect } from "next/navigation";
import * as z from "zod/mini";
import { insidePath } from "@/lib/client/paths";
import { type FormState, openFormAction } from "@/lib/web/action";
import { credentialsSchema } from "@/lib/web/forms";
import * as accounts from "@/lib/web/sign-in";

const arrivalSchema = z.extend(credentialsSchema, { next: z.string() });

const doSignIn = openFormAction(arrivalSchema, async ({ username, password, next }) => {
  await accounts.signIn(username, password);
  redirect(insidePath(next));
});

const doSignUp = openFormAction(arrivalSchema, async ({ username, password, next }) => {
  await accounts.signUp(username, password);
  redirect(insidePath(next));
});

export async function signIn(previous: FormState, form: FormData): Promise<FormState> {
  return doSignIn(previous, form);
}

export async function signUp(previous: FormState, form: FormData): Promise<FormState> {
  return doSignUp(previous, form);
}
