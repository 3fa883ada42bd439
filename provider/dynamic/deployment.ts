import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Holding, holdingKey, type Registry } from "../lifecycle/ownership";

/** One line of a process: what it holds, or does not hold any more. */
type Line = { readonly held: Holding } | { readonly released: string };

const DAY_MS = 24 * 3_600_000;

/**
 * What the provider processes of one deployment tell each other: a folder named by the engine's address, which all of them
 * have as their last argument, with one file a process, which only grows. Files of processes that are gone do not count.
 * Where the folder cannot be used, a process knows of itself only, and says so.
 */
export function deploymentRegistry(address: string, log: (line: string) => void): Registry {
  const alone: Registry = { held: () => {}, released: () => {}, others: () => [] };
  if (!/:\d+$/.test(address)) return alone;
  const digest = createHash("sha256").update(address).digest("hex").slice(0, 12);
  const prefix = `pulumi-alicloud-soar-deployment-${process.getuid?.() ?? "user"}-`;
  const folder = join(tmpdir(), prefix + digest);
  const own = join(folder, String(process.pid));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.getuid !== undefined && statSync(folder).uid !== process.getuid())
      throw new Error("it is another user's");
    writeFileSync(own, "", { mode: 0o600 });
    removeOld(prefix);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(
      `warning: ${folder} cannot be used (${reason}): what resources of other providers of this deployment hold is not known.`,
    );
    return alone;
  }
  const tell = (line: Line) => {
    try {
      appendFileSync(own, `${JSON.stringify(line)}\n`);
    } catch (error) {
      // What the service has accepted must reach the state, whatever happens to this file.
      log(`warning: ${own} cannot be written: ${String(error)}`);
    }
  };
  const files = new Map<string, GrowingFile>();
  const fileOf = (name: string): GrowingFile => {
    const file = files.get(name) ?? new GrowingFile(join(folder, name));
    files.set(name, file);
    return file;
  };
  return {
    held: (held) => tell({ held }),
    released: (holding) => tell({ released: holdingKey(holding) }),
    others: () =>
      readdirSync(folder)
        .filter((name) => name !== String(process.pid) && isAlive(Number(name)))
        .flatMap((name) => fileOf(name).holdings()),
  };
}

/** The file of another process, of which only what was added is read again. */
class GrowingFile {
  readonly #holdings = new Map<string, Holding>();
  #read = 0;

  constructor(private readonly path: string) {}

  holdings(): Holding[] {
    const size = statSync(this.path).size;
    if (size > this.#read) this.#take(this.#added(size));
    return [...this.#holdings.values()];
  }

  #added(size: number): Buffer {
    const added = Buffer.alloc(size - this.#read);
    const file = openSync(this.path, "r");
    readSync(file, added, 0, added.length, this.#read);
    closeSync(file);
    return added;
  }

  #take(added: Buffer): void {
    // What stands behind the last line feed is still being written.
    const end = added.lastIndexOf("\n") + 1;
    this.#read += end;
    for (const text of added.toString("utf8", 0, end).split("\n").filter(Boolean)) {
      const line = JSON.parse(text) as Line;
      if ("held" in line) this.#holdings.set(holdingKey(line.held), line.held);
      else this.#holdings.delete(line.released);
    }
  }
}

/** Removes what deployments left: the engine ends its providers by a signal, so that they cannot do it themselves. */
function removeOld(prefix: string): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const { mtimeMs = Date.now() } = statSync(folder, { throwIfNoEntry: false }) ?? {};
    const isOld = Date.now() - mtimeMs > DAY_MS;
    if (isOld && !readdirSync(folder).some((file) => isAlive(Number(file))))
      rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    // A process of another user is alive (kill(2), EPERM).
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
