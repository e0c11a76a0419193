"use client";

import { type MouseEvent, type ReactNode, useState } from "react";
import { useKey } from "@/components/keys/use-key";
import { DirectForm } from "@/components/timeline/direct-form";
import type { Room, UserId } from "@/lib/events";
import styles from "./conversation.module.css";
import { PeopleColumn } from "./people-column";
import { RoomHeader } from "./room-header";

/** A room on the screen: its header, its history, and where one writes; beside it its people, on demand. */
export function Conversation({ room, me, children }: { room: Room; me: UserId; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  useKey("escape", () => isOpen && close());

  function close(): void {
    setOpen(false);
    document.getElementById("message")?.focus();
  }

  function toggle(event: MouseEvent): void {
    const isElsewhere = event.metaKey || event.ctrlKey || event.shiftKey;
    if (isElsewhere || !matchMedia(SPACE).matches) return; // then the link leads to a page
    event.preventDefault();
    setOpen(!isOpen);
  }

  return (
    <div className={styles.place}>
      <div className={styles.conversation}>
        <RoomHeader room={room} me={me} isPeopleOpen={isOpen} onPeople={toggle} />
        {children}
      </div>
      <DirectForm />
      {isOpen && <PeopleColumn room={room} me={me} onClose={close} />}
    </div>
  );
}

const SPACE = "(width >= 960px)"; // for the list, a conversation and its people
