"use client";

import { useActionState } from "react";
import { openDirect } from "@/components/people/actions";
import { FormError } from "@/components/ui/form-error";
import type { UserId } from "@/lib/events";
import styles from "./message.module.css";

/** A person's name, which leads to the direct room with them. */
export function Author({ userId, name }: { userId: UserId; name: string }) {
  const [{ error }, open] = useActionState(openDirect, {});
  return (
    <form action={open} className={styles.author}>
      <input type="hidden" name="userId" value={userId} />
      <button type="submit" className={styles.name} dir="auto" title={`Message ${name}`}>
        {name}
      </button>
      <FormError error={error} />
    </form>
  );
}
