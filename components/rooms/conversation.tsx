"use client";

import { type MouseEvent, type ReactNode, useState } from "react";
import { useKey } from "@/components/keys/use-key";
import { DirectForm } from "@/components/timeline/direct-form";
import { useLater } from "@/components/ui/use-later";
import { membersPath } from "@/lib/client/paths";
import type { Room, UserId } from "@/lib/events";
import styles from "./conversation.module.css";
import { RoomHeader } from "./room-header";

/** A room on the screen: its header, its history, and where one writes; beside it its people, on demand. */
export function Conversation({ room, me, children }: { room: Room; me: UserId; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const people = useLater(load, { isWanted: isOpen, near: "[data-about]", onFailed: failed });
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

  /** Then the page that says the same, if there is a network. */
  function failed(): void {
    setOpen(false);
    if (navigator.onLine) location.assign(membersPath(room.id));
  }

  return (
    <div className={styles.place}>
      <div className={styles.conversation}>
        <RoomHeader room={room} me={me} isPeopleOpen={isOpen} onPeople={toggle} />
        {children}
      </div>
      <DirectForm />
      {isOpen && people && <people.PeopleColumn room={room} me={me} onClose={close} />}
    </div>
  );
}

const load = () => import("./people-column");

const SPACE = "(width >= 960px)"; // for the list, a conversation and its people
