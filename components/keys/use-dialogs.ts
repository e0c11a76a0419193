"use client";

import type { ComponentType } from "react";
import { useLater } from "@/components/ui/use-later";

export type DialogName = "switcher" | "help";

export interface DialogProps {
  onClose: () => void;
  /** Closes it, and goes to a page. */
  onGo: (path: string) => void;
}

type Dialogs = Record<DialogName, ComponentType<DialogProps>>;

/** The dialogs of the keyboard, once their code has come. */
export const useDialogs = (wanted: DialogName | null, onFailed: () => void): Dialogs | null =>
  useLater(load, { isWanted: wanted !== null, near: "[data-dialog]", hasShortcut: true, onFailed });

async function load(): Promise<Dialogs> {
  const [{ Switcher }, { Help }] = await Promise.all([import("@/components/switcher/switcher"), import("./help")]);
  return { switcher: Switcher, help: Help };
}
