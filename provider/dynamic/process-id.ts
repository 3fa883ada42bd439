import { readFileSync } from "node:fs";

/**
 * What tells a process from all others, also from a later one that gets its number: the number and, where the system shows it, when
 * the process started.
 */
export function processId(pid: number): string {
  return `${pid}/${startOf(pid)}`;
}

/** Whether the process with this id still runs. Where its start cannot be read, as with too many open files, its number decides. */
export function isAlive(id: string): boolean {
  const [number, start] = `${id}`.split("/");
  const pid = Number(number);
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user is alive (kill(2), EPERM).
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = startOf(pid);
  return started === "" || start === "" || started === start;
}

/** Ticks from the start of the system to that of a process; empty where there is no such file. (proc_pid_stat(5), starttime) */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the name in parentheses, and may hold any sign.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
