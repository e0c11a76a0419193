import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, expect, test } from "vitest";
import { cpuSeconds } from "./cpu";

const BUSY = "const busy = process.cpuUsage(); while (process.cpuUsage(busy).user < 400_000); console.log('done')";
const busy = spawn(process.execPath, ["-e", `${BUSY}; setInterval(() => {}, 1_000)`]);
afterAll(() => void busy.kill());

test("what a process has started counts as its own", async () => {
  const before = cpuSeconds(process.pid) - process.cpuUsage().user / 1e6;
  await once(busy.stdout, "data");
  const since = cpuSeconds(process.pid) - process.cpuUsage().user / 1e6 - before;
  expect(since).toBeGreaterThan(0.2);
  expect(cpuSeconds(busy.pid as number)).toBeGreaterThan(0.35);
});

test("of a process that is not there nothing is known", () => {
  expect(cpuSeconds(2 ** 30)).toBeNaN();
});
