import { useChat } from "@/components/live/live-provider";
import { Day } from "@/components/ui/time";
import { useValue } from "@/components/ui/use-value";
import type { Item } from "@/lib/client/grouping";
import type { Offset } from "@/lib/client/zones";
import type { Cursor, RoomId, UserId } from "@/lib/events";
import { Message } from "./message";
import styles from "./rows.module.css";
import type { Toolbar as ToolbarType } from "./toolbar";

interface Props {
  roomId: RoomId;
  rows: Item[];
  offset: Offset;
  me: { id: UserId; username: string };
  nameOf: (id: UserId) => string;
  target: Cursor | undefined;
  isActive: (id: string) => boolean;
  onMore: (from: Element) => void;
  Toolbar: typeof ToolbarType | undefined;
}

/** Days, the divider and the messages. */
export function Rows({ roomId, rows, offset, me, nameOf, target, isActive, onMore, Toolbar }: Props) {
  return rows.map((row) => {
    if (row.kind === "day") return <DayHeading key={row.key} date={row.date} />;
    if (row.kind === "new") return <NewDivider key={row.key} />;
    const { key, entry, first } = row;
    return (
      <Message
        key={key}
        roomId={roomId}
        entry={entry}
        name={nameOf(entry.from)}
        offset={offset}
        isMine={entry.from === me.id}
        first={first}
        isTarget={target !== undefined && entry.cursor === target}
        isActive={isActive(entry.id)}
        onMore={onMore}
        Toolbar={Toolbar}
      />
    );
  });
}

/** The name of a person: mine, as it is known now, or as the server knew it. */
export function useNames(me: Props["me"], names: Record<UserId, string>): (id: UserId) => string {
  const people = useValue(useChat().people.state);
  return (id) => (id === me.id ? me.username : (people[id]?.username ?? names[id] ?? "Somebody"));
}

const DayHeading = ({ date }: { date: number }) => (
  <h2 className={styles.day}>
    <Day date={date} />
  </h2>
);

const NewDivider = () => (
  <p className={styles.new} data-divider>
    New
  </p>
);
