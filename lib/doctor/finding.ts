/** What an examination finds. `todo`: what to do about it, in a sentence. */
export interface Finding {
  level: "ok" | "warning" | "problem";
  about: string;
  text: string;
  todo?: string;
}

export const ok = (about: string, text: string): Finding => ({ level: "ok", about, text });
export const warning = (about: string, text: string, todo: string): Finding => ({
  level: "warning",
  about,
  text,
  todo,
});
export const problem = (about: string, text: string, todo: string): Finding => ({
  level: "problem",
  about,
  text,
  todo,
});

export interface Examination {
  /** How many messages are read at most. */
  limit: number;
  /** Put right what belongs to Banter alone. */
  repair: boolean;
  /** Is told how far it is. */
  progress: (text: string) => void;
}

/** The first few of many, for a sentence. */
export function some(list: string[], shown = 5): string {
  const more = list.length > shown ? `, and ${(list.length - shown).toLocaleString("en")} more` : "";
  return `${list.slice(0, shown).join(", ")}${more}`;
}

export const amount = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
