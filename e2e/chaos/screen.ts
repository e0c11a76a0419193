/** What stands in the open room of a tab, after each change. */
import type { Chat } from "../../lib/client/chat";
import type { Timeline } from "../../lib/client/timeline";
import type { RoomId } from "../../lib/events";
import type { ClientCode } from "./client";
import { changeOf, type Recorder, type Row } from "./history";
import type { TabPage } from "./page";

export interface Screen {
  view: string;
  roomId: RoomId;
  timeline: Timeline;
  rows(): Row[];
  close(): void;
}

interface Parts {
  view: string;
  timeline: Timeline;
  chat: Chat;
  code: ClientCode;
  page: TabPage;
  recorder: Recorder;
}

export function watch({ view, timeline, chat, code, page, recorder }: Parts): Screen {
  let shown: Row[] = [];
  let isOpen = true;
  const close = chat.open(timeline);

  function render(): void {
    if (!isOpen || !page.isAlive) return;
    const waiting = chat.outbox.state.get().filter(({ roomId }) => roomId === timeline.roomId);
    const { messages } = timeline.state.get();
    const entries = code.entriesOf(messages, waiting, chat.me.id);
    // a row of others has another name than its message
    const rows = entries.map(({ id, cursor }, at) => ({ id: messages[at]?.id ?? id, cursor: cursor ?? null }));
    const change = changeOf(view, shown, rows);
    shown = rows;
    if (change) recorder.note({ type: "shown", ...change });
  }

  const ends = [timeline.state.subscribe(render), chat.outbox.state.subscribe(render)];
  render();
  return {
    view,
    roomId: timeline.roomId,
    timeline,
    rows: () => shown,
    close: () => {
      isOpen = false;
      for (const end of ends) end();
      close();
    },
  };
}
