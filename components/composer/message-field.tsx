"use client";

import type { KeyboardEvent, Ref } from "react";
import styles from "./composer.module.css";

interface Props {
  ref: Ref<HTMLTextAreaElement>;
  roomName: string;
  /** Where its draft is kept in the browser's storage: `early` puts it in. */
  draftKey: string;
  problem: boolean;
  /** What was sent without JavaScript, and refused. */
  sent: string | undefined;
  onTyped: () => void;
}

/** The field is the browser's own: what is typed before the script has come stays. */
export function MessageField({ ref, roomName, draftKey, problem, sent, onTyped }: Props) {
  return (
    <>
      <label className="visually-hidden" htmlFor="message">
        Message
      </label>
      <textarea
        ref={ref}
        id="message"
        name="message"
        data-draft={draftKey}
        suppressHydrationWarning // `early` may have made room for the draft
        className={styles.field}
        dir="auto"
        placeholder={`Message ${roomName}`}
        defaultValue={sent}
        rows={1}
        required
        enterKeyHint="enter"
        aria-describedby={problem ? "composer-problem" : undefined}
        aria-invalid={problem || undefined}
        onInput={onTyped}
        onKeyDown={sendAtEnter}
      />
    </>
  );
}

/** Where there is a mouse there is a keyboard with a Shift key; on a phone Enter is a new line. */
function sendAtEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
  if (event.key !== "Enter" || event.shiftKey || isComposing || !matchMedia("(pointer: fine)").matches) return;
  event.preventDefault();
  if (event.currentTarget.value.trim() !== "") event.currentTarget.form?.requestSubmit();
}
