"use client";

import { useActionState } from "react";
import { signOut } from "@/components/sessions/actions";
import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
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
        <Link href="/people">People</Link>
        <Link href="/rooms">Browse</Link>
        <Link href={accountPath}>Account</Link>
        <button type="button" className={styles.keys} data-dialog onClick={onKeys}>
          Keys
        </button>
      </span>
    </footer>
  );
}
