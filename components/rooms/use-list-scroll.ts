"use client";

import { useEffect, useLayoutEffect, useRef } from "react";

const useBeforePaint = typeof window === "undefined" ? useEffect : useLayoutEffect; // there is no paint on the server

/** On a phone the list is a page of its own: who comes back to it finds it as it was left. */
export function useListScroll(isList: boolean): void {
  const left = useRef<number | null>(null);
  useBeforePaint(() => {
    if (!isList) return;
    if (left.current !== null) window.scrollTo({ top: left.current, behavior: "instant" });
    const scrolled = () => {
      left.current = window.scrollY;
    };
    window.addEventListener("scroll", scrolled, { passive: true });
    return () => window.removeEventListener("scroll", scrolled);
  }, [isList]);
}
