"use client";

import { type FocusEvent, type MouseEvent, type PointerEvent, type RefObject, useState } from "react";
import { useKey } from "@/components/keys/use-key";
import { LongPress } from "@/lib/client/long-press";

/** The message whose sheet is open, and what it was opened from. */
export interface Opened {
  id: string;
  at: { bottom: number; right: number };
}

/** Which messages one points at, is on by keyboard, or has opened the sheet of; and the keys between them. */
export function useRows(scroller: RefObject<HTMLElement | null>, toEnd: () => void) {
  const [pointed, setPointed] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [longPress] = useState(() => new LongPress(open));

  function open(from: Element): void {
    const id = idOf(from);
    const { bottom, right } = from.getBoundingClientRect();
    if (id) setOpened({ id, at: { bottom, right } });
  }

  useKey("previous-message", () => isHere() && step(scroller.current, -1));
  useKey("next-message", () => isHere() && step(scroller.current, 1));
  useKey("escape", () => {
    if (!isHere()) return false;
    toEnd();
    composer()?.focus();
    return true;
  });

  return {
    isActive: (id: string) => id === pointed || id === focused,
    opened,
    open,
    close: () => setOpened(null),
    handlers: {
      onPointerOver: (event: PointerEvent) => {
        if (event.pointerType === "mouse") setPointed(idOf(event.target));
      },
      onPointerLeave: (event: PointerEvent) => {
        longPress.end();
        if (event.pointerType === "mouse") setPointed(null);
      },
      onPointerDown: (event: PointerEvent) => {
        const article = articleOf(event.target);
        if (article && !isControl(event.target)) longPress.down(event, article);
      },
      onPointerMove: (event: PointerEvent) => longPress.move(event),
      onPointerUp: () => {
        if (longPress.up()) swallowClick(); // the sheet has come under the finger
      },
      onPointerCancel: () => longPress.end(),
      onClick: (event: MouseEvent) => setPointed(idOf(event.target)),
      onContextMenu: (event: MouseEvent) => {
        if (isTouched(event) && !isControl(event.target)) event.preventDefault(); // the sheet comes instead
      },
      onFocus: (event: FocusEvent) => setFocused(idOf(event.target)),
      onBlur: (event: FocusEvent) => setFocused(idOf(event.relatedTarget)),
    },
  };
}

const CLICK_WITHIN_MS = 100; // after the finger is lifted

function swallowClick(): void {
  const done = new AbortController();
  const swallow = (click: Event) => {
    click.preventDefault();
    click.stopPropagation();
    done.abort();
  };
  window.addEventListener("click", swallow, { capture: true, signal: done.signal });
  setTimeout(() => done.abort(), CLICK_WITHIN_MS);
}

const articleOf = (target: EventTarget | null) => (target as Element | null)?.closest("article") ?? null;
const idOf = (target: EventTarget | null) => articleOf(target)?.dataset.id ?? null;
const isControl = (target: EventTarget) => (target as Element).closest("a, button") !== null;
const isTouched = ({ nativeEvent }: MouseEvent) => (nativeEvent as globalThis.PointerEvent).pointerType === "touch";
const composer = () => document.getElementById("message");

/** Is the keyboard in the conversation, or nowhere in particular? In a list beside it, arrows scroll the list. */
function isHere(): boolean {
  const { activeElement, body } = document;
  return activeElement === body || activeElement?.closest("main") !== null;
}

/** To the message before or after the one that has the focus; from elsewhere to the last one, and after it to the composer. */
function step(scroller: HTMLElement | null, by: 1 | -1): boolean {
  const rows = [...(scroller?.querySelectorAll("article") ?? [])];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  if (at === -1 && by === 1) return false;
  const next = at === -1 ? rows.at(-1) : rows[Math.max(0, at + by)];
  (next ?? composer())?.focus();
  return true;
}
