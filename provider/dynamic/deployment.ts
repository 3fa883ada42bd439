import { createHash } from "node:crypto";
import { fstatSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJson } from "../json";
import { ALONE, type Holding, holdingKey, type Registry, type Turn } from "../lifecycle/registry";
import { messageOf } from "../wording";
import { isAlive, processId } from "./process-id";

/** What one process says to all of a deployment. `starts`, `ends`: what it said before does not count any more. */
type Said = { held: Holding } | { released: string } | { wants: string } | { leaves: string } | "starts" | "ends";

const WEEK_MS = 7 * 24 * 3_600_000;

/** Files that a start looks at. */
const LOOKED_AT = 50;

/**
 * What the provider processes of one deployment tell each other: a file named by the engine's address, which all of them have
 * as their last argument. It only grows, and its order decides who is first. What processes said that are gone, or whose
 * engine is, does not count. Where the file cannot be used, a process knows of itself only, and says so.
 * @param gone aborts when the engine has gone: another one may get its address while this process lives
 */
export function deploymentRegistry(address: string, log: (line: string) => void, gone: AbortSignal): Registry {
  if (!/:\d+$/.test(address)) return ALONE;
  const folder = join(tmpdir(), `pulumi-alicloud-soar-deployments-${process.getuid?.() ?? "user"}`);
  const path = join(folder, createHash("sha256").update(address).digest("hex").slice(0, 12));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (process.getuid !== undefined && statSync(folder).uid !== process.getuid())
      throw new Error("it is another user's");
    removeOld(folder);
    return new SharedFile(path, log, gone);
  } catch (error) {
    log(
      `warning: ${folder} cannot be used (${messageOf(error)}): what resources of other providers of this deployment hold is not known.`,
    );
    return ALONE;
  }
}

class SharedFile implements Registry {
  readonly #me = processId(process.pid);
  readonly #ownHolding = ["held", "released"].map((said) => `["${this.#me}",{"${said}":`);
  readonly #file: number;
  #read = 0;
  /** By process: what it holds, by what tells one holding from another. */
  readonly #holdings = new Map<string, Map<string, Holding>>();
  /** By key: the processes that want to create under it, in the order in which they said so. */
  readonly #queues = new Map<string, string[]>();

  constructor(
    private readonly path: string,
    private readonly log: (line: string) => void,
    private readonly gone: AbortSignal,
  ) {
    this.#file = openSync(path, "a+", 0o600);
    this.#tell("starts");
    gone.addEventListener("abort", () => this.#tell("ends"));
  }

  held(held: Holding): void {
    this.#say({ held });
  }

  released(holding: Holding): void {
    this.#say({ released: holdingKey(holding) });
  }

  others(): readonly Holding[] {
    this.#catchUp();
    return [...this.#holdings]
      .filter(([id]) => id !== this.#me && isAlive(id))
      .flatMap(([, holdings]) => [...holdings.values()]);
  }

  queue(key: string): Turn {
    this.#say({ wants: key });
    return {
      isUp: () => {
        this.#catchUp();
        const first = this.#queues.get(key)?.find((id) => id === this.#me || isAlive(id));
        return first === undefined || first === this.#me;
      },
      end: () => this.#say({ leaves: key }),
    };
  }

  #say(said: Said): void {
    if (!this.gone.aborted) this.#tell(said);
  }

  #tell(said: Said): void {
    try {
      writeSync(this.#file, `${JSON.stringify([this.#me, said])}\n`);
    } catch (error) {
      // What the service has accepted must reach the state, whatever happens to this file.
      this.log(`warning: ${this.path} cannot be written: ${String(error)}`);
    }
  }

  #catchUp(): void {
    const added = Buffer.alloc(fstatSync(this.#file).size - this.#read);
    readSync(this.#file, added, 0, added.length, this.#read);
    // What stands behind the last line feed is still being written.
    const end = added.lastIndexOf("\n") + 1;
    this.#read += end;
    for (const line of added.toString("utf8", 0, end).split("\n").filter(Boolean)) {
      // What this process holds is in no answer of `others`.
      if (this.#ownHolding.some((beginning) => line.startsWith(beginning))) continue;
      // A disk that was full has cut a line off.
      const told = readJson(line) as [string, Said] | undefined;
      if (told !== undefined) this.#take(...told);
    }
  }

  #take(id: string, said: Said): void {
    const holdings = this.#holdings.get(id) ?? new Map<string, Holding>();
    this.#holdings.set(id, holdings);
    const leave = (key: string) =>
      this.#queues.set(key, this.#queues.get(key)?.filter((waiting) => waiting !== id) ?? []);
    if (typeof said === "string") {
      holdings.clear();
      for (const key of this.#queues.keys()) leave(key);
    } else if ("held" in said) holdings.set(holdingKey(said.held), said.held);
    else if ("released" in said) holdings.delete(said.released);
    else if ("wants" in said) this.#queues.set(said.wants, [...(this.#queues.get(said.wants) ?? []), id]);
    else leave(said.leaves);
  }
}

/**
 * Removes what deployments left: the engine ends its providers by a signal, so that they cannot do it themselves. Each start looks
 * at some of the files, from anywhere on: where thousands lie, looking at all of them takes as long as a hundred checks.
 */
function removeOld(folder: string): void {
  const names = readdirSync(folder);
  const from = Math.floor(Math.random() * names.length);
  const some = [...names.slice(from), ...names.slice(0, from)].slice(0, LOOKED_AT);
  for (const path of some.map((name) => join(folder, name))) {
    const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > WEEK_MS) rmSync(path, { force: true });
  }
}
