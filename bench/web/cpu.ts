import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const TICK_MS = 10; // USER_HZ is 100 on every Linux

/** The milliseconds of processor time that a process has used since it began, in steps of 10. */
export function cpuMs(pid: number): number {
  if (!existsSync("/proc/self/stat")) return fromPs(pid);
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** As macOS prints it: minutes:seconds.hundredths. */
function fromPs(pid: number): number {
  const time = execFileSync("ps", ["-o", "time=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000;
}
