"use client";

import Link from "next/link";
import { useActionState } from "react";
import { signOut } from "@/components/sessions/actions";
import { Avatar } from "@/components/ui/avatar";
import type { UserId } from "@/lib/events";
import styles from "./foot.module.css";

/** Me, and what is mine to do. */
export function Foot({ me }: { me: { id: UserId; username: string } }) {
  const [, action] = useActionState(signOut, {});
  return (
    <footer className={styles.foot}>
      <Avatar id={me.id} name={me.username} size={28} />
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {me.username}
        </span>
        <span className={styles.links}>
          <Link href="/rooms" prefetch={false}>
            Browse
          </Link>
          <Link href="/sessions" prefetch={false}>
            Sessions
          </Link>
        </span>
      </span>
      <form action={action}>
        <button type="submit" className={styles.out}>
          Sign out
        </button>
      </form>
    </footer>
  );
}
