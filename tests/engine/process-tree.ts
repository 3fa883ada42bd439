import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** The processes below `ancestor`, as they are now. The CLI gives its plugins process groups of their own. */
export async function descendants(ancestor: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const parents = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [ancestor];
  for (const parent of found)
    for (const [pid, ppid] of parents) if (ppid === parent && pid !== undefined) found.push(pid);
  return found.slice(1);
}

/** Ends processes at once; those that have ended already are no matter. */
export function kill(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}
