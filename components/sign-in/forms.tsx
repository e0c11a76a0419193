"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Submit } from "@/components/ui/submit";
import { PASSWORD_MIN_CHARS, USERNAME_MAX_CHARS } from "@/lib/limits";
import { signIn, signUp } from "./actions";
import styles from "./entrance.module.css";

export function SignInForm({ next }: { next: string }) {
  const [{ error, values }, action] = useActionState(signIn, {});
  return (
    <form action={action} className={styles.form}>
      <input type="hidden" name="next" value={next} />
      <FormError error={error} />
      <Field
        label="Username"
        name="username"
        required
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        defaultValue={values?.username}
      />
      <Field label="Password" name="password" type="password" required autoComplete="current-password" />
      <Submit kind="tall">Sign in</Submit>
    </form>
  );
}

export function SignUpForm({ next }: { next: string }) {
  const [{ error, values }, action] = useActionState(signUp, {});
  return (
    <form action={action} className={styles.form}>
      <input type="hidden" name="next" value={next} />
      <FormError error={error} />
      <Field
        label="Username"
        name="username"
        required
        maxLength={USERNAME_MAX_CHARS}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        hint="What the others will call you."
        defaultValue={values?.username}
      />
      <Field
        label="Password"
        name="password"
        type="password"
        required
        minLength={PASSWORD_MIN_CHARS}
        autoComplete="new-password"
        hint={`At least ${PASSWORD_MIN_CHARS} characters.`}
      />
      <Submit kind="tall">Create account</Submit>
    </form>
  );
}
