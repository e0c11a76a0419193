"use client";

import Link from "next/link";
import { useActionState } from "react";
import { signOut } from "@/components/sessions/actions";
import { Avatar } from "@/components/ui/avatar";
import { accountPath } from "@/lib/client/paths";
import type { UserId } from "@/lib/events";
import styles from "./foot.module.css";

interface Props {
  me: { id: UserId; username: string };
  onKeys: () => void;
}

/** Me, and what is mine to do. */
export function Foot({ me, onKeys }: Props) {
  const [, action] = useActionState(signOut, {});
  return (
    <footer className={styles.foot}>
      <Avatar id={me.id} name={me.username} size={28} />
      <span className={styles.name} dir="auto">
        {me.username}
      </span>
      <form action={action}>
        <button type="submit" className={styles.out}>
          Sign out
        </button>
      </form>
      <span className={styles.links}>
        <Link href="/people" prefetch={false}>
          People
        </Link>
        <Link href="/rooms" prefetch={false}>
          Browse
        </Link>
        <Link href={accountPath} prefetch={false}>
          Account
        </Link>
        <button type="button" className={styles.keys} onClick={onKeys}>
          Keys
        </button>
      </span>
    </footer>
  );
}
