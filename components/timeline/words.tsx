import { type Part, parts } from "@/lib/client/format";
import { isEmojiOnly } from "@/lib/client/graphemes";
import styles from "./words.module.css";

/** The text of a message, with its links and code. All else is text, never markup. */
export function Words({ text }: { text: string }) {
  if (isEmojiOnly(text)) return <p className={`${styles.words} ${styles.emoji}`}>{text}</p>;
  return (
    <p className={styles.words} dir="auto">
      {/[`:]/.test(text) ? parts(text).map(word) : text}
    </p>
  );
}

/** `index`: its place among the parts, which never change. */
function word(part: Part, index: number) {
  if (part.kind === "link") {
    return (
      <a key={index} href={part.href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    );
  }
  if (part.kind === "text") return part.text;
  return (
    <code key={index} className={styles.code} dir="auto">
      {part.text}
    </code>
  );
}
