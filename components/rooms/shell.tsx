"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import type { UserId } from "@/lib/events";
import { Foot } from "./foot";
import { ListHeader } from "./list-header";
import { RoomList } from "./room-list";
import styles from "./shell.module.css";
import { useListScroll } from "./use-list-scroll";

interface Props {
  me: { id: UserId; username: string };
  /** Of those who spoke last in my rooms. */
  names: Record<UserId, string>;
  children: ReactNode;
}

/** The list and the page beside it; on a phone two screens, of which `/rooms` is the list. */
export function Shell({ me, names, children }: Props) {
  const isList = usePathname() === "/rooms";
  useListScroll(isList);
  return (
    <div className={`${styles.shell} ${isList ? styles.list : ""}`}>
      <a href="#main" className="skip">
        Skip to the conversation
      </a>
      <div className={styles.side}>
        <ListHeader />
        <RoomList me={me.id} names={names} />
        <Foot me={me} />
      </div>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
