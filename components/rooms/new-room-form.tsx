"use client";

import { useActionState } from "react";
import { PeopleChoice } from "@/components/people/people-choice";
import { Field } from "@/components/ui/field";
import form from "@/components/ui/form.module.css";
import { FormError } from "@/components/ui/form-error";
import { Submit } from "@/components/ui/submit";
import type { User } from "@/lib/events";
import { ROOM_NAME_MAX_CHARS } from "@/lib/limits";
import { createRoom } from "./actions";
import styles from "./new-room-form.module.css";

export function NewRoomForm({ people }: { people: User[] }) {
  const [{ error, values }, action] = useActionState(createRoom, {});
  return (
    <form action={action} className={styles.form}>
      <FormError error={error} />
      <Field
        label="Name"
        name="name"
        dir="auto"
        required
        maxLength={ROOM_NAME_MAX_CHARS}
        autoComplete="off"
        defaultValue={values?.name}
      />
      <fieldset className={styles.kinds}>
        <legend className={form.legend}>Who may come in</legend>
        <label className={styles.kind}>
          <input
            className={form.check}
            type="radio"
            name="kind"
            value="open"
            defaultChecked={values?.kind !== "closed"}
          />
          <span>
            <strong>Open</strong> Anybody finds it and may join.
          </span>
        </label>
        <label className={styles.kind}>
          <input
            className={form.check}
            type="radio"
            name="kind"
            value="closed"
            defaultChecked={values?.kind === "closed"}
          />
          <span>
            <strong>Closed</strong> Only who is invited knows that it exists.
          </span>
        </label>
      </fieldset>
      <PeopleChoice legend="Invite" name="memberIds" people={people} />
      <Submit kind="tall">Create room</Submit>
    </form>
  );
}
