import { type Part, parts } from "@/lib/client/format";
import { isEmojiOnly } from "@/lib/client/graphemes";
import styles from "./words.module.css";

/** The text of a message, with its links and code. All else is text, never markup. */
export function Words({ text }: { text: string }) {
  if (isEmojiOnly(text)) return <p className={`${styles.words} ${styles.emoji}`}>{text}</p>;
  return (
    <p className={styles.words} dir="auto">
      {parts(text).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a message never change
        <Word key={index} part={part} />
      ))}
    </p>
  );
}

function Word({ part }: { part: Part }) {
  if (part.kind === "link") {
    return (
      <a href={part.href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
      </a>
    );
  }
  return part.kind === "code" ? (
    <code className={styles.code} dir="auto">
      {part.text}
    </code>
  ) : (
    part.text
  );
}
