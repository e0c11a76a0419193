"use client";

import { useEffect } from "react";
import { keepBadge } from "@/lib/client/badge";
import { tab } from "@/lib/client/tab";
import { useChat } from "./live-provider";

/** How many messages are unread, for who looks at another tab: in the title, on the icon, on the installed app. */
export function UnreadBadge() {
  const { rooms } = useChat();
  useEffect(() => keepBadge(rooms.state, tab), [rooms]);
  return null;
}
