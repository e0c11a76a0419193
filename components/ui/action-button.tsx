"use client";

import { type ReactNode, useActionState } from "react";
import type { ErrorBody } from "@/lib/errors";
import { FormError } from "./form-error";
import { Submit } from "./submit";

interface Props {
  action(previous: Answer, form: FormData): Promise<Answer>;
  /** What the form sends. */
  fields: Record<string, string>;
  kind?: "primary" | "quiet" | "plain" | "danger";
  children: string;
  /** Said after the words, for who does not see where the button stands. */
  of?: ReactNode;
}

interface Answer {
  error?: ErrorBody;
}

/** A form of one button. What went wrong is said beside it. */
export function ActionButton({ action, fields, kind = "quiet", children, of }: Props) {
  const [{ error }, send] = useActionState(action, {});
  return (
    <form action={send}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormError error={error} />
      <Submit kind={kind}>
        {children}
        {of && <span className="visually-hidden"> {of}</span>}
      </Submit>
    </form>
  );
}
