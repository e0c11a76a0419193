"use client";

import { useEffect, useEffectEvent } from "react";
import { type KeyHandler, KeyHandlers } from "@/lib/client/key-handlers";
import type { KeyId } from "@/lib/client/keys";

const handlers = new KeyHandlers<KeyboardEvent>();

/**
 * As long as the component is there, `handler` is asked about this key of the table: before all that were there
 * already. It answers false for "not mine, ask the next"; else the browser does nothing more about the key.
 */
export function useKey(id: KeyId, handler: KeyHandler<KeyboardEvent>): void {
  const asked = useEffectEvent(handler);
  useEffect(() => {
    window.addEventListener("keydown", pressed); // the same function: however often, it is one listener
    return handlers.add(id, (press) => asked(press));
  }, [id]);
}

/** A key that a component has taken is not ours, nor is any while a dialog lies over the page. */
function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (handlers.pressed(event)) event.preventDefault();
}
