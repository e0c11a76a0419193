"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { useChat } from "@/components/live/live-provider";

/** Goes to a page, and hands the focus on when it is there: to where one writes, else to the page. Does it go? */
export function useGo(): (path: string) => boolean {
  const chat = useChat();
  const router = useRouter();
  const [isGoing, start] = useTransition();
  const goes = useRef(false);
  useEffect(() => {
    if (isGoing || !goes.current) return;
    goes.current = false;
    handOn();
  }, [isGoing]);

  return (path) => {
    goes.current = !chat.keepsPage();
    if (goes.current) start(() => router.push(path));
    return goes.current;
  };
}

/** On a phone the field stays as it is: to focus it would bring the keyboard. */
function handOn(): void {
  const field = matchMedia("(pointer: fine)").matches ? document.getElementById("message") : null;
  (field ?? document.getElementById("main"))?.focus();
}
