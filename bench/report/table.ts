import type { Finding, Spread } from "../scenario";

/** A table for the terminal: each figure, those of the others, the goal, and whether it is met. */
export function tableOf(findings: Finding[]): string {
  const rows = findings.map((finding) => [
    finding.goal,
    finding.what,
    spread(finding.ours, finding.unit),
    finding.peers.map(({ name, spread: theirs }) => `${name} ${figure(theirs.median)}`).join(" · "),
    finding.aim,
    finding.met ? "met" : "missed",
  ]);
  const all = [["", "what", "Banter", "others", "goal", ""], ...rows];
  const widths = (all[0] as string[]).map((_, column) => Math.max(...all.map((row) => (row[column] as string).length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same for a document. */
export function markdownOf(findings: Finding[]): string {
  const rows = findings.map(
    ({ goal, what, unit, ours, peers, aim, met, note }) =>
      `| ${goal} | ${what} | ${spread(ours, unit)} | ${peers
        .map((peer) => `${peer.name} ${spread(peer.spread, "")}`)
        .join(" · ")} | ${aim} | ${met ? "met" : "**missed**"}${note ? `; ${note}` : ""} |`,
  );
  return ["| # | what | Banter | others | goal | |", "| --- | --- | --- | --- | --- | --- |", ...rows].join("\n");
}

const spread = ({ median, min, max }: Spread, unit: string) => {
  const range = min === max ? "" : ` (${figure(min)} to ${figure(max)})`;
  return `${figure(median)}${unit ? (unit.startsWith("/") ? unit : ` ${unit}`) : ""}${range}`;
};

/** Three digits that say something. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "not measured";
  if (value >= 1_000) return Math.round(Number(value.toPrecision(3))).toLocaleString("en");
  return String(Number(value.toPrecision(value < 1 ? 2 : 3)));
}
