"use client";

import { useActionState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { FormError } from "@/components/ui/form-error";
import { Icon } from "@/components/ui/icon";
import type { UserId } from "@/lib/events";
import { signIn } from "./actions";
import styles from "./demo-people.module.css";

const BANTER: Record<string, string> = {
  Pablo: "Everyone says good morning to me.",
  Joe: "I have fewer unread messages.",
  Mary: "They are all unread, Joe.",
  Alex: "Open two browsers, be two of us.",
};

interface Props {
  people: { id: UserId; username: string }[];
  /** No secret: it is the siblings', and stands on the page. */
  password: string;
  next: string;
}

export function DemoPeople({ people, password, next }: Props) {
  const [{ error }, action] = useActionState(signIn, {});
  return (
    <section className={styles.demo} aria-labelledby="demo">
      <div className={styles.column}>
        <h2 id="demo" className={styles.title}>
          Just looking? Borrow someone.
        </h2>
        <FormError error={error} />
        <ul>
          {people.map(({ id, username }) => (
            <li key={id}>
              <form action={action}>
                <input type="hidden" name="next" value={next} />
                <input type="hidden" name="username" value={username} />
                <input type="hidden" name="password" value={password} />
                <button type="submit" className={styles.person}>
                  <Avatar id={id} name={username} size={42} />
                  <span className={styles.words}>
                    <span className={styles.name}>
                      <span className="visually-hidden">Try as </span>
                      {username}
                    </span>
                    <span className={styles.line}>{BANTER[username]}</span>
                  </span>
                  <Icon name="arrow" size={16} />
                </button>
              </form>
            </li>
          ))}
        </ul>
        <p className={styles.note}>
          Demo people. Their password is <code>{password}</code>.
        </p>
      </div>
    </section>
  );
}
