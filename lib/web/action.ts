import { unstable_rethrow } from "next/navigation";
import type * as z from "zod/v4/core";
import { check } from "../check";
import { type ErrorBody, unauthenticated } from "../errors";
import { refuseForeign } from "../origin";
import type { Viewer } from "../sessions";
import { told } from "../told";
import { requestHeaders } from "./request";
import { maybeViewer } from "./viewer";

/** What a form shows after it was sent: the error, and what had been entered (never a password). */
export interface FormState {
  error?: ErrorBody;
  values?: Record<string, string>;
}

type FormAction = (previous: FormState, form: FormData) => Promise<FormState>;

/** The one wrapper of Server Actions: origin, session, shape, and errors as words beside the form. */
export function formAction<S extends z.$ZodType>(
  schema: S,
  run: (input: z.output<S>, viewer: Viewer) => Promise<FormState | undefined | void>,
): FormAction {
  return guarded(async (form) => {
    const viewer = await maybeViewer();
    if (!viewer) throw unauthenticated();
    return run(check(schema, fields(form)), viewer);
  });
}

/** The same for who is not signed in. */
export function openFormAction<S extends z.$ZodType>(
  schema: S,
  run: (input: z.output<S>) => Promise<FormState | undefined | void>,
): FormAction {
  return guarded((form) => run(check(schema, fields(form))));
}

function guarded(run: (form: FormData) => Promise<FormState | undefined | void>): FormAction {
  return async (_previous, form) => {
    try {
      refuseForeign(await requestHeaders());
      return (await run(form)) ?? {};
    } catch (error) {
      unstable_rethrow(error); // a redirect is thrown
      return { error: told(error), values: entered(form) };
    }
  };
}

/** The fields of a form. One whose name ends in "Ids" is always a list, as checkboxes are. */
function fields(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION"));
  return Object.fromEntries(names.map((name) => [name, name.endsWith("Ids") ? form.getAll(name) : form.get(name)]));
}

function entered(form: FormData): Record<string, string> {
  const texts = [...form].filter(([name, value]) => typeof value === "string" && !/^\$ACTION|password/i.test(name));
  return Object.fromEntries(texts) as Record<string, string>;
}
