"use client";

import { useEffect, useEffectEvent, useState } from "react";

interface Wish {
  /** Is it wanted now? */
  isWanted: boolean;
  /** What one is near to, by a selector, before one wants it. */
  near: string;
  /** Is there a shortcut for it? Then one is near it as soon as its first key is down. */
  hasShortcut?: boolean;
  onFailed: () => void;
}

/**
 * Code that a page does without at first. It comes when one is near it: with the pointer, by Tab, with a finger on what
 * opens it or on the key of a shortcut. Where it has not come, it is asked for again when it is wanted, and `onFailed`
 * told when it does not come then either. `load` has to stay the same.
 */
export function useLater<T>(load: () => Promise<T>, { isWanted, near, hasShortcut = false, onFailed }: Wish): T | null {
  const [code, setCode] = useState<T | null>(null);
  const failed = useEffectEvent(onFailed);
  useEffect(() => {
    if (code) return;
    const bring = () =>
      void load().then(
        (come) => setCode(() => come),
        () => isWanted && failed(),
      );
    if (isWanted) return bring();
    return whenNear(near, hasShortcut, bring);
  }, [code, isWanted, load, near, hasShortcut]);
  return code;
}

/** Returns how to stop. */
function whenNear(selector: string, hasShortcut: boolean, run: () => void): () => void {
  const heard = new AbortController();
  const moved = ({ target }: Event) => {
    if ((target as Element).closest(selector)) run();
  };
  const pressed = ({ key }: KeyboardEvent) => {
    if (key === "Control" || key === "Meta") run();
  };
  window.addEventListener("pointerover", moved, heard);
  window.addEventListener("focusin", moved, heard);
  if (hasShortcut) window.addEventListener("keydown", pressed, heard);
  return () => heard.abort();
}
