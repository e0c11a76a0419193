import { useChat } from "@/components/live/live-provider";
import { Day } from "@/components/ui/time";
import { useValue } from "@/components/ui/use-value";
import type { Item } from "@/lib/client/grouping";
import type { Cursor, UserId } from "@/lib/events";
import { Message } from "./message";
import styles from "./rows.module.css";

interface Props {
  rows: Item[];
  me: { id: UserId; username: string };
  names: Record<UserId, string>;
  target: Cursor | undefined;
}

/** Days, the divider and the messages. */
export function Rows({ rows, me, names, target }: Props) {
  const people = useValue(useChat().people.state);
  const nameOf = (id: UserId) => (id === me.id ? me.username : (people[id]?.username ?? names[id] ?? "Somebody"));
  return rows.map((row) => {
    if (row.kind === "day") return <DayHeading key={row.key} date={row.date} />;
    if (row.kind === "new") return <NewDivider key={row.key} />;
    const { key, entry, first } = row;
    const isTarget = target !== undefined && entry.cursor === target;
    const name = nameOf(entry.from);
    return (
      <Message key={key} entry={entry} name={name} isMine={entry.from === me.id} first={first} isTarget={isTarget} />
    );
  });
}

const DayHeading = ({ date }: { date: number }) => (
  <h2 className={styles.day}>
    <Day date={date} />
  </h2>
);

const NewDivider = () => <p className={styles.new}>New</p>;
