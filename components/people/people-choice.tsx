import { Avatar } from "@/components/ui/avatar";
import form from "@/components/ui/form.module.css";
import type { User } from "@/lib/events";
import styles from "./people-choice.module.css";

interface Props {
  legend: string;
  /** Of the field; it ends in "Ids", so that it is always a list. */
  name: `${string}Ids`;
  people: User[];
}

/** Some of these people. */
export function PeopleChoice({ legend, name, people }: Props) {
  if (people.length === 0) return null;
  return (
    <fieldset className={styles.choice}>
      <legend className={form.legend}>{legend}</legend>
      {people.map(({ id, username }) => (
        <label key={id} className={styles.person}>
          <input className={form.check} type="checkbox" name={name} value={id} />
          <Avatar id={id} name={username} size={24} />
          <span className={styles.name} dir="auto">
            {username}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
