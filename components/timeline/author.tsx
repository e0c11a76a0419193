import type { UserId } from "@/lib/events";
import { DIRECT_FORM } from "./direct-form";
import styles from "./message.module.css";

/** A person's name, which leads to the direct room with them, by the one form of the page for that. */
export const Author = ({ userId, name }: { userId: UserId; name: string }) => (
  <button
    type="submit"
    form={DIRECT_FORM}
    name="userId"
    value={userId}
    className={`${styles.author} ${styles.name}`}
    dir="auto"
    title={`Message ${name}`}
  >
    {name}
  </button>
);
