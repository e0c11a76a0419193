import type { Outcome } from "./run";

const SHOWN_MAX = 10; // of one promise; more of the same do not say more

/** What a run has done and found, in lines. */
export function report({ checked, happenings, end, faults, settledInMs }: Outcome): string[] {
  const count = (type: string) => happenings.filter((one) => one.type === type).length;
  const heard = happenings.reduce((sum, one) => sum + (one.type === "heard" ? one.ids.length : 0), 0);
  const stored = Object.values(end.rooms).flat().length;
  const violations = checked.flatMap((one) => one.violations);
  return [
    "",
    `messages   ${count("written")} written, ${count("sent")} times sent, ${count("acknowledged")} acknowledgements, ${count("refused")} refusals`,
    `           ${stored} stored, ${count("sibling")} of them by siblings; heard ${heard} times; ${count("shown")} screens`,
    `members    ${count("removed")} removed, ${count("inviting")} invited, ${count("signed out")} sessions ended`,
    `faults     ${[...faults].map(([name, times]) => `${times} × ${name}`).join(", ") || "none"}`,
    `settled    ${(settledInMs / 1000).toFixed(1)} s after the last fault`,
    "",
    ...checked.map(({ promise, examined, violations: { length } }) => {
      return `${length > 0 ? "✗" : "✓"} ${promise.padEnd(58)}${String(examined).padStart(7)} looked at${length > 0 ? `, ${length} wrong` : ""}`;
    }),
    ...checked.flatMap(({ promise, violations: found }) =>
      found.length > 0 ? ["", `✗ ${promise}`, ...some(found)] : [],
    ),
    "",
    `${checked.length} checks, ${violations.length} violations`,
  ];
}

const some = (violations: string[]): string[] => [
  ...violations.slice(0, SHOWN_MAX).map((line) => `  ${line}`),
  ...(violations.length > SHOWN_MAX ? [`  … and ${violations.length - SHOWN_MAX} more`] : []),
];
