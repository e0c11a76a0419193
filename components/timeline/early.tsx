import type { EarlyLook } from "@/lib/client/early";
import type { Message, RoomId, UserId } from "@/lib/events";
import message from "./message.module.css";
import notSent from "./not-sent.module.css";
import rows from "./rows.module.css";
import words from "./words.module.css";

interface Props {
  roomId: RoomId;
  me: { id: UserId; username: string };
  /** Where my messages are kept in the browser's storage. */
  prefix: string;
  last: Message | undefined;
}

const LOOK: EarlyLook = {
  day: `${rows.day}`,
  first: `${message.message} ${message.first} ${message.sending}`,
  next: `${message.message} ${message.next} ${message.sending}`,
  name: `${message.author} ${message.name}`,
  text: `${message.text}`,
  words: `${words.words}`,
  state: `${message.time}`,
  note: `${notSent.row}`,
  why: `${notSent.why}`,
};

/** What is on its way, until the page is live: filled in by `early`, which reads these attributes. */
export const Early = ({ roomId, me, prefix, last }: Props) => (
  <div
    data-outbox={prefix}
    data-room={roomId}
    data-me={me.username}
    data-last={JSON.stringify(last ? { mine: last.from === me.id, at: last.date * 1000 } : null)}
    data-look={JSON.stringify(LOOK)}
    suppressHydrationWarning
    // biome-ignore lint/security/noDangerouslySetInnerHtml: it says that what is inside is not React's
    dangerouslySetInnerHTML={{ __html: "" }}
  />
);
