"use client";

import { useActionState } from "react";
import { PeopleChoice } from "@/components/people/people-choice";
import { FormError } from "@/components/ui/form-error";
import { Submit } from "@/components/ui/submit";
import type { RoomId, User } from "@/lib/events";
import { invite } from "./actions";
import styles from "./new-room-form.module.css";

export function InviteForm({ roomId, people }: { roomId: RoomId; people: User[] }) {
  const [{ error }, action] = useActionState(invite, {});
  return (
    <form action={action} className={styles.form}>
      <input type="hidden" name="roomId" value={roomId} />
      <FormError error={error} />
      <PeopleChoice legend="Add people" name="userIds" people={people} />
      <Submit kind="quiet">Add to the room</Submit>
    </form>
  );
}
