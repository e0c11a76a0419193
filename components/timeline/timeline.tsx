"use client";

import { useMemo, useState } from "react";
import { useChat } from "@/components/live/live-provider";
import { useZone } from "@/components/ui/reader-time";
import { useValue } from "@/components/ui/use-value";
import { entriesOf } from "@/lib/client/entries";
import { dividerAfter, rowsOf } from "@/lib/client/grouping";
import { Timeline as History } from "@/lib/client/timeline";
import type { Cursor, Page, Room, UserId } from "@/lib/events";
import { Announcer } from "./announcer";
import { Early } from "./early";
import { EmptyRoom } from "./empty-room";
import { NewBelow } from "./new-below";
import { Newer, Older } from "./paging";
import { Rows } from "./rows";
import styles from "./timeline.module.css";
import { useOpenRoom } from "./use-open-room";
import { useScroll } from "./use-scroll";

interface Props {
  room: Room;
  me: { id: UserId; username: string };
  page: Page;
  names: Record<UserId, string>;
  place: "live" | "history";
  /** The message to be shown in its surroundings. */
  target?: Cursor | undefined;
  /** My read mark when the page was opened. */
  mark: Cursor | null;
}

/** The history of a room: as the server has it, then live. */
export function Timeline({ room, me, page, names, place, target, mark }: Props) {
  const { outbox } = useChat();
  const [timeline] = useState(() => new History(room.id, page));
  const [newAfter] = useState(() => dividerAfter(page.messages, mark, me.id));
  const { messages, older, newer } = useValue(timeline.state);
  const waiting = useValue(outbox.state);
  const isLoaded = useValue(outbox.loaded);
  const offset = useZone();
  const pending = useMemo(
    () => waiting.filter(({ roomId }) => place === "live" && roomId === room.id),
    [waiting, place, room.id],
  );
  const rows = useMemo(
    () => rowsOf(entriesOf(messages, pending, me.id), { offset, newAfter, me: me.id }),
    [messages, pending, offset, newAfter, me.id],
  );
  useOpenRoom(timeline, page);
  const scroll = useScroll(timeline, pending.at(-1)?.id);

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <div ref={scroll.ref} className={styles.scroller} role="log" aria-live="off" aria-label={room.name} tabIndex={0}>
        <div className={styles.column}>
          {older && <Older timeline={timeline} before={older} />}
          {rows.length === 0 && <EmptyRoom room={room} me={me.id} />}
          <Rows rows={rows} me={me} names={names} target={target} />
          {place === "live" && !isLoaded && (
            <Early roomId={room.id} me={me} prefix={outbox.prefix} last={messages.at(-1)} />
          )}
          {newer && <Newer roomId={room.id} after={newer} />}
        </div>
      </div>
      <NewBelow timeline={timeline} me={me.id} seen={scroll.seen} onPress={scroll.toEnd} />
      <Announcer />
    </div>
  );
}
