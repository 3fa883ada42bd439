// `npm run compatibility`: the packed package with every package manager, kind of module and Node.js that it is made for.
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import type { Emulator } from "../../provider/emulator/index.ts";
import { ensureEngine } from "../toolchain/engine.mjs";
import { ensureLowestNode } from "../toolchain/lowest-node.mjs";
import { main } from "../toolchain/main.mjs";
import { ensureNpmProgram } from "../toolchain/npm-program.mjs";
import { root } from "../toolchain/paths.mjs";
import { run, SetupError } from "../toolchain/run.mjs";
import { newestVersion, type PackageManager, packageManagers, plugAndPlay } from "./package-managers.ts";
import { type ModuleKind, moduleKinds } from "./program.ts";
import { CompatibilityProject, packInto, type Trial } from "./project.ts";

const COLUMNS = ["installed by", "modules", "Node.js", "types", "loads", "preview"];

interface Cell extends Trial {
  readonly installed: string;
  readonly kind: string;
  readonly node: string;
  readonly types: string;
  /** Whether it is meant to work. */
  readonly meant: boolean;
}

const command = new Command("compatibility")
  .description(
    "Installs the packed package in fresh projects, and type-checks, loads and previews. The table goes to stdout.",
  )
  .option("--only <words...>", 'rows that contain one of these, as in "pnpm" or "ESM"', []);

main(async () => {
  const { only } = command.parse().opts<{ readonly only: readonly string[] }>();
  const start = performance.now();
  const { version: engine } = await ensureEngine();
  const nodes = [await ensureLowestNode(), await ensureNpmProgram("node", await newestVersion("node"), "node")];
  const folder = await realpath(await mkdtemp(join(tmpdir(), "pulumi-alicloud-soar-packed-")));
  const { startEmulator }: typeof import("../../provider/emulator/index.ts") = createRequire(
    join(root, "package.json"),
  )("./dist/provider/emulator/index.js");
  const emulator = await startEmulator();
  const cells: Cell[] = [];
  try {
    const tarball = await packInto(folder);
    for (const manager of [...packageManagers, plugAndPlay]) {
      for (const kind of moduleKinds) {
        if (only.length > 0 && !only.some((word) => `${manager.title} ${kind}`.includes(word))) continue;
        for (const cell of await cellsOf(manager, kind, { nodes, tarball, emulator })) {
          cells.push(cell);
          console.error(rowOf(cell).join(" | "));
          for (const result of results(cell)) if (result !== "ok") console.error(`${result}\n`);
        }
      }
    }
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const lines = [COLUMNS, COLUMNS.map(() => "---"), ...cells.map(rowOf)].map((row) => `| ${row.join(" | ")} |`);
  const head = `Printed by \`npm run -s compatibility\`, Pulumi CLI ${engine}, in ${seconds} seconds.`;
  console.log(`${head}\n\n${lines.join("\n")}`);
  return cells.some((cell) => cell.meant && results(cell).some((result) => result !== "ok")) ? 1 : 0;
});

/** What every cell is tried with. */
interface Means {
  /** The programs that run it. */
  readonly nodes: readonly string[];
  readonly tarball: string;
  readonly emulator: Emulator;
}

/** One installation, and a cell for each Node.js. */
async function cellsOf(
  manager: PackageManager,
  kind: ModuleKind,
  { nodes, tarball, emulator }: Means,
): Promise<Cell[]> {
  const version = await newestVersion(manager.from);
  const what = { installed: `${manager.title}, ${version}`, kind, meant: manager !== plugAndPlay };
  try {
    const project = await CompatibilityProject.install(manager, version, kind, tarball);
    try {
      const cells: Cell[] = [];
      const types = await project.typeCheck(process.execPath);
      for (const node of nodes) {
        cells.push({
          ...what,
          types,
          node: await run(node, ["-p", "process.versions.node"]),
          ...(await project.try(node, emulator)),
        });
      }
      return cells;
    } finally {
      await project.remove();
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return [{ ...what, node: "–", types: error.message, program: "–", preview: "–" }];
  }
}

function rowOf(cell: Cell): string[] {
  return [
    cell.installed,
    cell.kind,
    cell.node,
    ...results(cell).map((result) => (result === "ok" ? result : "**no**")),
  ];
}

function results({ types, program, preview }: Cell): string[] {
  return [types, program, preview];
}
