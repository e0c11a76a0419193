import type { ReactNode } from "react";
import { Wordmark } from "@/components/ui/wordmark";
import * as users from "@/lib/users";
import { DemoPeople } from "./demo-people";
import styles from "./entrance.module.css";

/** The way in: a form, and beside it the demo people, if there are any. */
export async function Entrance({ next, children }: { next: string; children: ReactNode }) {
  const people = await users.demoPeople();
  return (
    <main className={`${styles.entrance} ${people.length > 0 ? styles.halves : ""}`}>
      <div className={styles.side}>
        <div className={styles.column}>
          <Wordmark className={styles.wordmark} />
          <h1 className={styles.headline}>
            Talk to your team,
            <br />
            then get on with it.
          </h1>
          {children}
        </div>
      </div>
      {people.length > 0 && <DemoPeople people={people} password={users.DEMO_PASSWORD} next={next} />}
    </main>
  );
}
