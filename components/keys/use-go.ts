"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";

/** Goes to a page, and hands the focus on when it is there: to where one writes, else to the page. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  const [isGoing, start] = useTransition();
  const goes = useRef(false);
  useEffect(() => {
    if (isGoing || !goes.current) return;
    goes.current = false;
    handOn();
  }, [isGoing]);

  return (path) => {
    goes.current = true;
    start(() => router.push(path));
  };
}

/** On a phone the field stays as it is: to focus it would bring the keyboard. */
function handOn(): void {
  const field = matchMedia("(pointer: fine)").matches ? document.getElementById("message") : null;
  (field ?? document.getElementById("main"))?.focus();
}
