"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { Chat } from "@/lib/client/chat";
import { browser } from "@/lib/client/outside";
import type { Room, UserId } from "@/lib/events";

const ChatContext = createContext<Chat | null>(null);

interface Props {
  me: { id: UserId; username: string };
  rooms: Room[];
  children: ReactNode;
}

/** The live side of a page: one connection for all rooms, as long as somebody is signed in. */
export function LiveProvider({ me, rooms, children }: Props) {
  const [chat] = useState(() => new Chat({ ...me, online: true }, rooms, browser));
  useEffect(() => chat.start(), [chat]);
  useEffect(() => chat.rendered(rooms), [chat, rooms]);
  return <ChatContext value={chat}>{children}</ChatContext>;
}

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error("no LiveProvider");
  return chat;
}
