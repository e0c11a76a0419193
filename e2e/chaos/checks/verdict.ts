/** What a check has found. */
export interface Verdict {
  /** How many things were looked at: a check of nothing has checked nothing. */
  examined: number;
  violations: string[];
}

export const verdict = (examined: number, violations: string[]): Verdict => ({ examined, violations });

/** Looks at each; what is answered is a violation. */
export function each<T>(all: Iterable<T>, look: (one: T) => string | null | undefined): Verdict {
  let examined = 0;
  const violations: string[] = [];
  for (const one of all) {
    examined++;
    const found = look(one);
    if (found) violations.push(found);
  }
  return { examined, violations };
}
