import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100; // of /proc, on every Linux that Node runs on

/** Seconds of processor time that a server has used: all threads of its process, and of those that it has started. NaN where the system does not say. */
export function cpuSeconds(pid: number): number {
  try {
    return existsSync("/proc/self/stat") ? fromProc(pid) : fromPs(pid);
  } catch {
    return Number.NaN; // it has ended, or there is no ps
  }
}

function fromProc(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").match(/\d+/g) ?? [];
  const own = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  return children.reduce((sum, child) => sum + fromProc(Number(child)), own);
}

/** As macOS prints it: minutes:seconds.hundredths. */
function fromPs(pid: number): number {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,time="], { encoding: "utf8" }).trim().split("\n");
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter((ids) => ids.slice(0, 2).includes(String(pid)))
    .reduce((sum, [, , time = ""]) => sum + time.split(":").reduce((all, part) => all * 60 + Number(part), 0), 0);
}
