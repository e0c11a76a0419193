"use client";

import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import { idle } from "@/lib/client/idle";

export type DialogName = "switcher" | "help";

export interface DialogProps {
  onClose: () => void;
  /** Closes it, and goes to a page. */
  onGo: (path: string) => void;
}

type Dialogs = Record<DialogName, ComponentType<DialogProps>>;

/**
 * The dialogs of the keyboard. Their code comes when the page stands: nobody waits for it. Where it has not come, it
 * is asked for again when one of them is wanted, and `onFailed` told when it does not come then either.
 */
export function useDialogs(wanted: DialogName | null, onFailed: () => void): Dialogs | null {
  const [dialogs, setDialogs] = useState<Dialogs | null>(null);
  const failed = useEffectEvent(onFailed);
  useEffect(() => {
    if (!dialogs) load().then(setDialogs, () => wanted && failed());
  }, [dialogs, wanted]);
  return dialogs;
}

async function load(): Promise<Dialogs> {
  await idle();
  const [{ Switcher }, { Help }] = await Promise.all([import("@/components/switcher/switcher"), import("./help")]);
  return { switcher: Switcher, help: Help };
}
