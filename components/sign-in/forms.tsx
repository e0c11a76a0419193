"use client";

import { type InputHTMLAttributes, useActionState, useEffect, useRef } from "react";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Submit } from "@/components/ui/submit";
import { PASSWORD_MIN_CHARS, USERNAME_MAX_CHARS } from "@/lib/limits";
import { signIn, signUp } from "./actions";
import styles from "./entrance.module.css";

export const SignInForm = ({ next }: { next: string }) => (
  <AccountForm action={signIn} next={next} password={{ autoComplete: "current-password" }} submit="Sign in" />
);

export const SignUpForm = ({ next }: { next: string }) => (
  <AccountForm
    action={signUp}
    next={next}
    username={{ maxLength: USERNAME_MAX_CHARS, hint: "What the others will call you." }}
    password={{
      minLength: PASSWORD_MIN_CHARS,
      autoComplete: "new-password",
      hint: `At least ${PASSWORD_MIN_CHARS} characters.`,
    }}
    submit="Create account"
  />
);

type Expected = InputHTMLAttributes<HTMLInputElement> & { hint?: string };

interface Props {
  action: typeof signIn;
  next: string;
  username?: Expected;
  password: Expected;
  submit: string;
}

function AccountForm({ action, next, username, password, submit }: Props) {
  const [{ error, values }, send] = useActionState(action, {});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // with a keyboard one begins to type at once; on a phone half the page would be hidden
    const isIdle = document.activeElement === document.body;
    if (isIdle && matchMedia("(pointer: fine)").matches)
      form.current?.querySelector<HTMLElement>("[required]")?.focus();
  }, []);
  return (
    <form ref={form} action={send} className={styles.form}>
      <input type="hidden" name="next" value={next} />
      <FormError error={error} />
      <Field
        label="Username"
        name="username"
        dir="auto"
        required
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={values?.username}
        {...username}
      />
      <Field label="Password" name="password" type="password" required {...password} />
      <Submit kind="tall">{submit}</Submit>
    </form>
  );
}
