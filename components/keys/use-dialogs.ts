"use client";

import { type ComponentType, useEffect, useEffectEvent, useState } from "react";

export type DialogName = "switcher" | "help";

export interface DialogProps {
  onClose: () => void;
  /** Closes it, and goes to a page. */
  onGo: (path: string) => void;
}

type Dialogs = Record<DialogName, ComponentType<DialogProps>>;

/**
 * The dialogs of the keyboard. Their code comes when one is near them: with the pointer, by Tab, or with a finger on
 * the key that opens. Where it has not come, it is asked for again when one of them is wanted, and `onFailed` told when
 * it does not come then either.
 */
export function useDialogs(wanted: DialogName | null, onFailed: () => void): Dialogs | null {
  const [dialogs, setDialogs] = useState<Dialogs | null>(null);
  const failed = useEffectEvent(onFailed);
  useEffect(() => {
    if (dialogs) return;
    const bring = () => void load().then(setDialogs, () => wanted && failed());
    if (wanted) return bring();
    return whenNear(bring);
  }, [dialogs, wanted]);
  return dialogs;
}

/** Returns how to stop. */
function whenNear(run: () => void): () => void {
  const heard = new AbortController();
  const near = ({ target }: Event) => {
    if ((target as Element).closest("[data-dialog]")) run();
  };
  const pressed = ({ key }: KeyboardEvent) => {
    if (key === "Control" || key === "Meta") run();
  };
  window.addEventListener("pointerover", near, heard);
  window.addEventListener("focusin", near, heard);
  window.addEventListener("keydown", pressed, heard);
  return () => heard.abort();
}

async function load(): Promise<Dialogs> {
  const [{ Switcher }, { Help }] = await Promise.all([import("@/components/switcher/switcher"), import("./help")]);
  return { switcher: Switcher, help: Help };
}
