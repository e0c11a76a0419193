"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Submit } from "@/components/ui/submit";
import { PASSWORD_MIN_CHARS } from "@/lib/limits";
import styles from "./account.module.css";
import { changePassword, deleteAccount } from "./actions";

export function PasswordForm({ username }: { username: string }) {
  const [{ error }, action] = useActionState(changePassword, {});
  return (
    <form action={action} className={styles.form}>
      <Whose username={username} />
      <FormError error={error} />
      <Field label="Current password" name="currentPassword" type="password" required autoComplete="current-password" />
      <Field
        label="New password"
        name="newPassword"
        type="password"
        required
        minLength={PASSWORD_MIN_CHARS}
        autoComplete="new-password"
        hint={`At least ${PASSWORD_MIN_CHARS} characters.`}
      />
      <Submit kind="tall">Change password</Submit>
    </form>
  );
}

export function DeleteForm({ username }: { username: string }) {
  const [{ error }, action] = useActionState(deleteAccount, {});
  return (
    <form action={action} className={styles.form}>
      <Whose username={username} />
      <FormError error={error} />
      <Field label="Password" name="password" type="password" required autoComplete="current-password" />
      <Submit kind="grave">Delete my account</Submit>
    </form>
  );
}

/** By it whoever keeps passwords knows which one this is. */
const Whose = ({ username }: { username: string }) => (
  <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
);
