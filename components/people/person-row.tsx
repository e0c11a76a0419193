"use client";

import type { ReactNode } from "react";
import { useConnected, useOnline } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import frame from "@/components/ui/frame.module.css";
import type { User } from "@/lib/events";

interface Props {
  person: User;
  isMe: boolean;
  isBlocked?: boolean;
  children?: ReactNode;
}

/** A person with their presence, and what one can do about them. */
export function PersonRow({ person, isMe, isBlocked = false, children }: Props) {
  const { id, username, online } = person;
  const isHere = useOnline(id, online);
  const shown = useConnected() && (isHere || isMe);
  return (
    <li className={frame.row}>
      <Avatar id={id} name={username} size={36} online={shown} />
      <span className={frame.words}>
        <span className={frame.name} dir="auto">
          {username}
        </span>
        <span className={frame.detail}>{detailOf(person, { isMe, isBlocked, isHere: shown })}</span>
      </span>
      <span className={frame.actions}>{children}</span>
    </li>
  );
}

function detailOf({ deleted }: User, { isMe, isBlocked, isHere }: Record<"isMe" | "isBlocked" | "isHere", boolean>) {
  if (isMe) return "you";
  if (deleted) return "nobody reads here any more";
  if (isBlocked) return "blocked";
  return isHere ? "online" : "not here right now";
}
