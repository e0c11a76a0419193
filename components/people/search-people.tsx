import { Field } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import styles from "./search-people.module.css";

export function SearchPeople({ wanted }: { wanted: string }) {
  return (
    <search>
      <form action="/people" className={styles.search}>
        <Field label="Name" name="q" type="search" dir="auto" defaultValue={wanted} autoComplete="off" />
        <Submit kind="quiet">Search</Submit>
      </form>
    </search>
  );
}
