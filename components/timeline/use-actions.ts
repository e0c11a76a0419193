"use client";

import { useState } from "react";
import { useChat } from "@/components/live/live-provider";
import type { IconName } from "@/components/ui/icon";
import { copy } from "@/lib/client/clipboard";
import type { Entry } from "@/lib/client/grouping";
import { messagePath } from "@/lib/client/paths";
import type { RoomId } from "@/lib/events";

export interface Action {
  icon: IconName;
  words: string;
  /** What it says when it is done, instead of its words. */
  done: string;
  run: () => Promise<void>;
}

const DONE_MS = 1_500;

/** What can be done with a stored message, and which of it was just done. */
export function useActions(roomId: RoomId, { text, cursor = "" }: Entry) {
  const chat = useChat();
  const [done, setDone] = useState<string | null>(null);
  const actions: Action[] = [
    { icon: "copy", words: "Copy text", done: "Copied", run: () => copy(text) },
    {
      icon: "link",
      words: "Copy link",
      done: "Link copied",
      run: () => copy(new URL(messagePath(roomId, cursor), location.href).href),
    },
    {
      icon: "unread",
      words: "Mark unread from here",
      done: "Marked as unread",
      run: () => chat.markUnread({ roomId, cursor }),
    },
  ];

  async function act({ words, done: said, run }: Action): Promise<void> {
    const result = await run().then(
      () => said,
      () => `That did not work: ${words.toLowerCase()}`,
    );
    chat.announce(result);
    setDone(result === said ? words : null);
    setTimeout(() => setDone(null), DONE_MS);
  }

  return { actions, done, act };
}
