"use client";

import { type RefObject, useEffect } from "react";

const SLOT_PX = 36; // 4 and 32: the bar stands in it, 8 above the box

/** Tells the styles how high the composer is: the bar of the connection stands on it. */
export function useHeight(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--composer", `${element.offsetHeight - SLOT_PX}px`));
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty("--composer");
    };
  }, [form]);
}
