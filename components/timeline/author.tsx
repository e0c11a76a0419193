"use client";

import { useActionState, useEffect } from "react";
import { useChat } from "@/components/live/live-provider";
import { openDirect } from "@/components/people/actions";
import { FormError } from "@/components/ui/form-error";
import type { UserId } from "@/lib/events";
import styles from "./message.module.css";

/** A person's name, which leads to the direct room with them. */
export function Author({ userId, name }: { userId: UserId; name: string }) {
  const { notice } = useChat();
  const [{ error }, open] = useActionState(openDirect, {});
  useEffect(() => {
    if (error) notice.set(error.message);
  }, [error, notice]);
  return (
    <form action={open} className={styles.author}>
      <input type="hidden" name="userId" value={userId} />
      <button type="submit" className={styles.name} dir="auto" title={`Message ${name}`}>
        {name}
      </button>
      <noscript>
        <FormError error={error} />
      </noscript>
    </form>
  );
}
