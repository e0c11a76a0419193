"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { useConnected } from "@/components/live/use-live";
import { useZone } from "@/components/ui/reader-time";
import { useLater } from "@/components/ui/use-later";
import { useValue } from "@/components/ui/use-value";
import { entriesOf } from "@/lib/client/entries";
import { dividerAfter, rowsOf } from "@/lib/client/grouping";
import type { Cursor, Page, Room, UserId } from "@/lib/events";
import { Announcer } from "./announcer";
import { Early } from "./early";
import { EmptyRoom } from "./empty-room";
import { NewAbove } from "./new-above";
import { NewBelow } from "./new-below";
import { Paging } from "./paging";
import { Rows, useNames } from "./rows";
import styles from "./timeline.module.css";
import { useOpenRoom } from "./use-open-room";
import { useRows } from "./use-rows";
import { useScroll } from "./use-scroll";

interface Props {
  room: Room;
  me: { id: UserId; username: string };
  page: Page;
  names: Record<UserId, string>;
  /** Stands where the room begins. */
  invitation?: ReactNode;
  /** Where it opens. */
  start: "newest" | "end" | "beginning" | "target";
  /** The message to be shown in its surroundings. */
  target?: Cursor | undefined;
}

/** The history of a room: as the server has it, then live. */
export function Timeline({ room, me, page, names, invitation, start, target }: Props) {
  const chat = useChat();
  const opened = useOpenRoom({ roomId: room.id, page, start });
  const { timeline, pager } = opened;
  const { messages, older, newer } = useValue(timeline.state);
  const [unread] = useState(room.unread);
  const [atOpening] = useState(() => dividerAfter(messages, room.readCursor, me.id));
  const divided = useValue(chat.divided);
  const newAfter = divided?.roomId === room.id ? divided.after : atOpening;
  const waiting = useValue(chat.outbox.state);
  const isLoaded = useValue(chat.outbox.loaded);
  const offset = useZone();
  const pending = useMemo(() => waiting.filter(({ roomId }) => roomId === room.id), [waiting, room.id]);
  const isConnected = useConnected();
  const rows = useMemo(() => {
    const isEnd = newer === null || !isConnected; // without a network the end cannot be brought, and one wants to see what one wrote
    const entries = entriesOf(messages, isEnd ? pending : [], me.id);
    return rowsOf(entries, { offset, newAfter, hasOlder: older !== null, me: me.id });
  }, [messages, newer, isConnected, pending, offset, newAfter, older, me.id]);
  const scroll = useScroll({ timeline, pager, start: opened.start, lastPending: pending.at(-1)?.id });
  const nameOf = useNames(me, names);
  const attempt = (going: Promise<void>) => void going.catch(() => chat.announce("That part cannot be read now."));
  const toEnd = () => {
    chat.reader.release(room.id);
    attempt(scroll.toEnd());
  };
  const { isActive, handlers, ...sheet } = useRows(scroll.ref, toEnd);
  const onMore = useCallback(sheet.open, []);
  const actions = useLater(load, { isWanted: sheet.opened !== null, near: "article", onFailed: failed });
  const chosen = rows.find((row) => row.kind === "entry" && row.key === sheet.opened?.id);

  function failed(): void {
    sheet.close();
    chat.notice.set("What can be done with a message did not come. Try again.");
  }

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div ref={scroll.ref} className={styles.scroller} role="log" aria-live="off" aria-label={room.name} tabIndex={0}>
        <div className={styles.column} {...handlers}>
          {older && <Paging pager={pager} roomId={room.id} direction="older" edge={older} />}
          {older === null && invitation}
          {rows.length === 0 && <EmptyRoom room={room} me={me.id} />}
          <Rows
            {...{ roomId: room.id, rows, offset, me, nameOf, target, isActive, onMore, Toolbar: actions?.Toolbar }}
          />
          {newer === null && !isLoaded && (
            <Early roomId={room.id} me={me} prefix={chat.outbox.prefix} last={messages.at(-1)} />
          )}
          {newer && <Paging pager={pager} roomId={room.id} direction="newer" edge={newer} />}
        </div>
      </div>
      {start === "newest" && atOpening !== null && unread > 0 && scroll.isNewAbove && (
        <NewAbove count={unread} onPress={() => attempt(scroll.toDivider(atOpening))} />
      )}
      <NewBelow timeline={timeline} me={me.id} seen={scroll.seen} onPress={toEnd} />
      {actions && sheet.opened && chosen?.kind === "entry" && (
        <actions.Sheet
          roomId={room.id}
          entry={chosen.entry}
          name={nameOf(chosen.entry.from)}
          isAddressable={chosen.entry.from !== me.id && room.kind !== "direct"}
          at={sheet.opened.at}
          onClose={sheet.close}
        />
      )}
      <Announcer />
    </div>
  );
}

const load = () => import("./actions");
