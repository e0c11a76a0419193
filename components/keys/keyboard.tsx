"use client";

import { useLayoutEffect, useRef } from "react";
import { useSections } from "@/components/rooms/use-sections";
import { nextRoom } from "@/lib/client/next-room";
import { roomPath } from "@/lib/client/paths";
import { type DialogName, useDialogs } from "./use-dialogs";
import { useGo } from "./use-go";
import { useKey } from "./use-key";

interface Props {
  /** Which dialog is open. */
  open: DialogName | null;
  onOpen: (dialog: DialogName | null) => void;
}

/** What the keyboard does wherever one is, and the dialogs that it opens. */
export function Keyboard({ open, onOpen }: Props) {
  const { sections, open: from } = useSections();
  const wanted = useRef(from); // who presses twice goes two rooms further, although the first has not come yet
  useLayoutEffect(() => {
    wanted.current = from;
  }, [from]);
  const go = useGo();
  const dialogs = useDialogs(open, failed);
  const Shown = open && dialogs?.[open];

  useKey("switcher", () => onOpen("switcher"));
  useKey("help", () => onOpen("help"));
  useKey("next-room", () => step(1));
  useKey("previous-room", () => step(-1));
  useKey("next-unread", () => step(1, true));
  useKey("previous-unread", () => step(-1, true));

  function step(by: 1 | -1, unreadOnly = false): void {
    const next = nextRoom(
      sections.flatMap(({ rooms }) => rooms),
      { from: wanted.current, by, unreadOnly },
    );
    if (next && go(roomPath(next.id))) wanted.current = next.id;
  }

  /** Their code may be of another version by now: then the page that does the same, without a dialog. */
  function failed(): void {
    onOpen(null);
    if (open === "switcher" && navigator.onLine) location.assign("/people");
  }

  function goFrom(path: string): void {
    onOpen(null);
    go(path);
  }

  return Shown && <Shown onClose={() => onOpen(null)} onGo={goFrom} />;
}
