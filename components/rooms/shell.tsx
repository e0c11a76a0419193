"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Keyboard } from "@/components/keys/keyboard";
import type { DialogName } from "@/components/keys/use-dialogs";
import type { Section } from "@/lib/client/sections";
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
  /** The sections of the list that are folded to begin with. */
  folded: Section["title"][];
  children: ReactNode;
}

/** The list and the page beside it; on a phone two screens, of which `/rooms` is the list. */
export function Shell({ me, names, folded, children }: Props) {
  const isList = usePathname() === "/rooms";
  const [dialog, setDialog] = useState<DialogName | null>(null);
  useListScroll(isList);
  return (
    <div className={`${styles.shell} ${isList ? styles.list : ""}`}>
      <a href="#main" className="skip">
        Skip to the conversation
      </a>
      <div className={styles.side}>
        <ListHeader onFind={() => setDialog("switcher")} />
        <RoomList me={me.id} names={names} folded={folded} />
        <Foot me={me} onKeys={() => setDialog("help")} />
      </div>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Keyboard open={dialog} onOpen={setDialog} />
    </div>
  );
}
