/** A chart of how many times Banter does what the others do. In light and dark, as the reader has it. */
import type { Finding } from "../scenario";

const WIDTH = 720;
const LABEL = 250;
const ROW = 22;
const GAP = 14;
const TOP = 46;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; font-size: 15px; }
  .faint { fill: #59636e; }
  .ours { fill: #1a7f64; }
  .theirs { fill: #afb8c1; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .faint { fill: #9198a1; }
    .ours { fill: #3fb68b; }
    .theirs { fill: #57606a; }
  }`;

interface Group {
  label: string;
  bars: { name: string; value: number; ours: boolean }[];
}

/** What has others beside it, each with its own scale: bars of one figure can be compared with one another only. */
export function chartOf(findings: Finding[]): string {
  const groups = findings.filter(({ peers }) => peers.length > 0).map(groupOf);
  let y = TOP;
  const parts = groups.map((group) => {
    const drawn = draw(group, y);
    y += group.bars.length * ROW + GAP + ROW;
    return drawn;
  });
  const height = y + GAP;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Banter beside what it is compared with">
<style>${STYLE}
</style>
<text class="title" x="0" y="20">Banter beside what it is compared with, in one run</text>
${parts.join("\n")}
</svg>
`;
}

function groupOf({ goal, what, unit, ours, peers }: Finding): Group {
  const bars = [
    { name: "Banter", value: ours.median, ours: true },
    ...peers.map(({ name, spread }) => ({ name, value: spread.median, ours: false })),
  ];
  return {
    label: `${goal}  ${what}${unit ? `, ${unit.replace(/^\//, "per ").replace(/^per s$/, "per second")}` : ""}`,
    bars,
  };
}

function draw({ label, bars }: Group, top: number): string {
  const largest = Math.max(...bars.map(({ value }) => value).filter(Number.isFinite));
  const rows = bars.map(({ name, value, ours }, index) => {
    const y = top + ROW * (index + 1);
    const length = Number.isFinite(value) ? Math.max(2, ((WIDTH - LABEL - 90) * value) / largest) : 0;
    return `<text class="faint" x="${LABEL - 10}" y="${y + 14}" text-anchor="end">${escaped(name)}</text>
<rect class="${ours ? "ours" : "theirs"}" x="${LABEL}" y="${y + 2}" width="${length.toFixed(1)}" height="${ROW - 6}" rx="2"/>
<text x="${(LABEL + length + 8).toFixed(1)}" y="${y + 14}">${short(value)}</text>`;
  });
  return `<text x="0" y="${top + 14}">${escaped(label)}</text>\n${rows.join("\n")}`;
}

const short = (value: number) => {
  if (!Number.isFinite(value)) return "not measured";
  return value >= 1_000
    ? Math.round(Number(value.toPrecision(3))).toLocaleString("en")
    : String(Number(value.toPrecision(3)));
};

const escaped = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
