"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { useValue } from "@/components/ui/use-value";
import { tooLong } from "@/lib/client/outgoing";
import type { RoomId } from "@/lib/events";

/** Keeps what is typed, and says when it is too much to be sent. */
export function useDraft(field: RefObject<HTMLTextAreaElement | null>, roomId: RoomId) {
  const chat = useChat();
  const [problem, setProblem] = useState("");
  const suggested = useValue(chat.suggested);

  const keep = useCallback(() => {
    const text = field.current?.value ?? "";
    chat.drafts.set(roomId, text);
    setProblem(tooLong(text));
    if (field.current) makeRoom(field.current);
    return text;
  }, [chat, field, roomId]);

  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.required = false; // the browser asks for it only where no script does
    element.value ||= chat.drafts.get(roomId);
    keep();
    if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) element.focus();
  }, [chat, field, roomId, keep]);

  useEffect(() => {
    const element = field.current;
    if (!suggested || !element) return;
    chat.suggested.set("");
    element.value ||= suggested;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    keep();
  }, [chat, field, suggested, keep]);

  return {
    problem,
    typed: () => {
      if (keep().trim() !== "") chat.typing.typed(roomId);
    },
    /** It is in the outbox: the field is free. */
    taken: () => {
      if (field.current) field.current.value = "";
      keep();
    },
  };
}

/** As high as its text, where the style sheet cannot say so. */
function makeRoom(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}
