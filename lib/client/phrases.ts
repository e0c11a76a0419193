/** A part of a sentence: words of ours, or a name, whose script may run the other way. */
export type Phrase = string | { name: string };

/** "Ana", "Ana and Joe", "Ana, Joe and Pablo": of more than `most`, the first three and how many more. */
export function listed(names: readonly string[], most: number): Phrase[] {
  const shown = names.length > most ? names.slice(0, 3) : names;
  const rest = names.length - shown.length;
  const items: Phrase[] = shown.map((name) => ({ name }));
  if (rest > 0) items.push(`${rest} more`);
  return items.flatMap((item, index) => {
    if (index === 0) return [item];
    return [index === items.length - 1 ? " and " : ", ", item];
  });
}

/** The sentence as plain text, for who hears it. */
export const spoken = (phrases: readonly Phrase[]): string =>
  phrases.map((phrase) => (typeof phrase === "string" ? phrase : phrase.name)).join("");
