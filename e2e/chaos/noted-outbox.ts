import type { Chat } from "../../lib/client/chat";
import type { Recorder } from "./history";
import type { TabPage } from "./page";

interface Parts {
  name: string;
  chat: Chat;
  page: TabPage;
  recorder: Recorder;
}

const READS_REASON_MS = 500;

/** Notes what leaves the outbox of a tab by itself. What was refused, its author takes back after reading why. */
export function noteOutbox({ name, chat, page, recorder }: Parts): void {
  let before = new Set<string>();
  const look = () => {
    if (!page.isAlive) return;
    const kept = chat.outbox.state.get();
    const ids = new Set(kept.map(({ id }) => id));
    for (const id of before) if (!ids.has(id)) recorder.note({ type: "settled", id, tab: name });
    before = new Set(kept.filter(({ failed }) => !failed).map(({ id }) => id));
    for (const { id, failed } of kept) if (failed) page.setTimeout(() => chat.outbox.remove(id), READS_REASON_MS);
  };
  chat.outbox.state.subscribe(look);
  look();
}
