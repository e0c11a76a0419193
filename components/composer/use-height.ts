"use client";

import { type RefObject, useEffect } from "react";
import { followKeyboard } from "@/lib/client/keyboard";

/** Tells the styles how high the composer is below its slot: there stands the bar of the connection. */
export function useHeight(form: RefObject<HTMLElement | null>, slotOf: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = form.current;
    const slot = slotOf.current;
    if (!element || !slot) return;
    const stopFollowing = followKeyboard();
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.setProperty("--composer", `${element.offsetHeight - slot.clientHeight}px`);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stopFollowing();
      style.removeProperty("--composer");
    };
  }, [form, slotOf]);
}
