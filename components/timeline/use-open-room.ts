"use client";

import { useEffect, useRef, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { Timeline } from "@/lib/client/timeline";
import type { Page, RoomId } from "@/lib/events";
import type { Start } from "./use-scroll";

const NOTHING: Page = { messages: [], older: null, newer: null };

interface Parts {
  roomId: RoomId;
  page: Page;
  start: Exclude<Start, object>;
}

/**
 * The history on the screen, which the chat is told of: the page of the server, or, where a room opens at its newest
 * messages, the one that was left while reading further up.
 */
export function useOpenRoom({ roomId, page, start }: Parts) {
  const chat = useChat();
  const [opened] = useState(() => {
    const isMine = !chat.rooms.left.get().has(roomId); // a page that was kept from when it was
    const left = start === "newest" && isMine ? chat.places.find(roomId) : undefined;
    const timeline = left?.timeline ?? new Timeline(roomId, isMine ? page : NOTHING);
    return { timeline, pager: chat.pager(timeline), start: left?.place ?? start, page: left ? null : page, isMine };
  });
  useEffect(() => {
    if (!opened.isMine) location.reload(); // the server knows whether it is
  }, [opened]);
  const known = useRef(opened.page);
  useEffect(() => chat.open(opened.timeline), [chat, opened]);
  useEffect(() => {
    if (known.current !== page) opened.timeline.renew(page);
    known.current = page;
  }, [opened, page]);
  return opened;
}
