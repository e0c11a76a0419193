// @ts-check
/** `npm run doctor`: what is right and wrong with Redis and with what is in it. */
import { onRedis, readArguments } from "./operator.mjs";

const { values } = readArguments(
  "npm run doctor -- [--limit MESSAGES] [--repair]",
  { limit: { type: "string", default: "1000000" }, repair: { type: "boolean" } },
  0,
);

const MARKS = { ok: "✓", warning: "!", problem: "✗" };

await onRedis(async (redis, { examine }) => {
  const found = { ok: 0, warning: 0, problem: 0 };
  const options = { limit: Number(values.limit) || 1_000_000, repair: values.repair ?? false, progress };
  for await (const { level, about, text, todo } of examine(redis, options)) {
    progress("");
    found[level]++;
    console.log(`${MARKS[level]} ${level.padEnd(8)} ${about.padEnd(12)} ${text}`);
    if (todo) console.log(`${" ".repeat(24)}→ ${todo}`);
  }
  console.log(`\n${found.problem} problems, ${found.warning} warnings`);
  return found.problem > 0 ? 1 : 0;
});

/** One line that changes, where somebody looks. @param {string} text */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[2K${text}`);
}
