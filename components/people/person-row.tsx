"use client";

import type { ReactNode } from "react";
import { useConnected, useOnline } from "@/components/live/use-live";
import { Avatar } from "@/components/ui/avatar";
import frame from "@/components/ui/frame.module.css";
import type { User } from "@/lib/events";

interface Props {
  person: User;
  isMe: boolean;
  children?: ReactNode;
}

/** A person with their presence, and what one can do about them. */
export function PersonRow({ person: { id, username, online }, isMe, children }: Props) {
  const isHere = useOnline(id, online);
  const shown = useConnected() && (isHere || isMe);
  return (
    <li className={frame.row}>
      <Avatar id={id} name={username} size={36} online={shown} />
      <span className={frame.words}>
        <span className={frame.name} dir="auto">
          {username}
        </span>
        <span className={frame.detail}>{isMe ? "you" : shown ? "online" : "not here right now"}</span>
      </span>
      <span className={frame.actions}>{children}</span>
    </li>
  );
}
