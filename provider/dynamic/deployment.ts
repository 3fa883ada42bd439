import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Holding, holdingKey, type Registry } from "../lifecycle/ownership";

/** One line of a process: what it holds, or does not hold any more. */
type Line = { readonly held: Holding } | { readonly released: string };

/**
 * What the provider processes of one deployment tell each other: a folder named by the engine's address, which all of them
 * have as their last argument, with one file a process, which only grows. Files of processes that are gone do not count.
 */
export function deploymentRegistry(address: string): Registry {
  const digest = createHash("sha256").update(address).digest("hex").slice(0, 12);
  const prefix = `pulumi-alicloud-soar-deployment-${process.getuid?.() ?? "user"}-`;
  const folder = join(tmpdir(), prefix + digest);
  const own = String(process.pid);
  for (const name of readdirSync(tmpdir())) if (name.startsWith(prefix)) removeIfLeft(join(tmpdir(), name));
  const tell = (line: Line) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    appendFileSync(join(folder, own), `${JSON.stringify(line)}\n`);
  };
  return {
    held: (held) => tell({ held }),
    released: (holding) => tell({ released: holdingKey(holding) }),
    others: () =>
      namesIn(folder)
        .filter((name) => name !== own && isAlive(Number(name)))
        .flatMap((name) => holdingsIn(readFileSync(join(folder, name), "utf8"))),
  };
}

/** Removes what processes left that are gone: the engine ends them by a signal, so that they cannot do it themselves. */
function removeIfLeft(folder: string): void {
  if (!namesIn(folder).some((name) => isAlive(Number(name)))) rmSync(folder, { recursive: true, force: true });
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function holdingsIn(text: string): Holding[] {
  const holdings = new Map<string, Holding>();
  // What stands behind the last line feed is still being written.
  for (const text_ of text.split("\n").slice(0, -1)) {
    const line = JSON.parse(text_) as Line;
    if ("held" in line) holdings.set(holdingKey(line.held), line.held);
    else holdings.delete(line.released);
  }
  return [...holdings.values()];
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // A process of another user is alive (kill(2), EPERM).
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
