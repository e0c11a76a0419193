"use client";

import { useActionState, useEffect } from "react";
import { useChat } from "@/components/live/live-provider";
import { openDirect } from "@/components/people/actions";
import { FormError } from "@/components/ui/form-error";

export const DIRECT_FORM = "direct";

/** What the names in a conversation send. One for all of them: each would cost the server as much as a row. */
export function DirectForm() {
  const { notice } = useChat();
  const [{ error }, open] = useActionState(openDirect, {});
  useEffect(() => {
    if (error) notice.set(error.message);
  }, [error, notice]);
  return (
    <>
      <form id={DIRECT_FORM} action={open} />
      <noscript>
        <FormError error={error} />
      </noscript>
    </>
  );
}
