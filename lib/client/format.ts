/** A part of a message: words, code between backticks, or the address of a website. */
export type Part = { kind: "text" | "code"; text: string } | { kind: "link"; text: string; href: string };

const SPECIAL = /`([^`\n]+)`|https?:\/\/[^\s<>"`]+/gi;
const TRAILING = /[.,;:!?'*_~)\]}]$/;
const OPENS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** Splits a message into its parts. Whatever is not code or a link of http(s) is text, never markup. */
export function parts(message: string): Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const match of message.matchAll(SPECIAL)) {
    const code = match[1];
    const whole = code === undefined ? withoutTrailing(match[0]) : match[0];
    if (code === undefined && !URL.canParse(whole)) continue;
    if (match.index > at) found.push({ kind: "text", text: message.slice(at, match.index) });
    found.push(
      code === undefined ? { kind: "link", text: whole, href: new URL(whole).href } : { kind: "code", text: code },
    );
    at = match.index + whole.length;
  }
  if (at < message.length) found.push({ kind: "text", text: message.slice(at) });
  return found;
}

/** A full stop after an address ends the sentence; a bracket belongs to it only if it was opened in it. */
function withoutTrailing(address: string): string {
  const left = new Map<string, number>(); // how many of each are in what is kept
  for (const letter of address) left.set(letter, (left.get(letter) ?? 0) + 1);
  const count = (letter: string) => left.get(letter) ?? 0;
  let end = address.length;
  while (TRAILING.test(address.charAt(end - 1))) {
    const last = address.charAt(end - 1);
    const opener = OPENS[last];
    if (opener && count(opener) >= count(last)) break;
    left.set(last, count(last) - 1);
    end--;
  }
  return address.slice(0, end);
}
