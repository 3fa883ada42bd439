// The tour: the quickstart stack on the real engine, against the emulator.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { engineEnvironment, ensureEngine } from "./engine.mjs";
import { main } from "./main.mjs";
import { root } from "./paths.mjs";
import { SetupError } from "./run.mjs";

/** @type {typeof import("../../provider/emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../../dist/provider/emulator/index.js");

const program = "examples/quickstart/index.ts";

await main(async () => {
  const { dir } = await ensureEngine();
  const emulator = await startEmulator();
  const home = await mkdtemp(join(tmpdir(), "alicloud-soar-tour-"));
  try {
    const stack = await copyOfQuickstart(home, emulator.url);
    const environment = {
      ...engineEnvironment(dir, { home, backend: await folder(home, "state") }),
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
    };
    /** @type {[string, number][]} */
    const calls = [];
    /** @type {(why: string, ...args: string[]) => Promise<void>} */
    const step = async (why, ...args) => {
      console.log(`\n${styleText("dim", `# ${why}`)}\n${styleText("bold", `$ pulumi ${args.join(" ")}`)}`);
      const before = emulator.journal.length;
      await pulumi(join(dir, "pulumi"), args, stack, environment);
      calls.push([`pulumi ${args.join(" ")}`, emulator.journal.length - before]);
    };

    console.log(`\nA local Security Center answers at ${emulator.url}; everything else is the real thing.`);
    await step("a stack of its own", "stack", "init", "tour");
    await step("create the rules of examples/quickstart", "up", "--yes", "--skip-preview");
    await edit(join(stack, program), '"webshell_online"', '"webshell"');
    await step(`one edit in ${program}: what will it do?`, "preview", "--diff");
    await step("do it", "up", "--yes", "--skip-preview");
    const [rule] = emulator.state.rules.filter(({ RuleName }) => RuleName === "block-webshell");
    if (!rule) throw new SetupError("The emulator does not hold the rule block-webshell.");
    rule.Status = 0;
    await step(
      'somebody disables the rule "block-webshell" in the console: is that seen?',
      "preview",
      "--refresh",
      "--run-program",
      "--diff",
    );
    await step("put it right", "up", "--refresh", "--run-program", "--yes", "--skip-preview");
    await step("remove everything", "destroy", "--yes", "--skip-preview");
    receipt(emulator.journal, calls);
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
  return 0;
});

/** @type {(home: string, url: string) => Promise<string>} */
async function copyOfQuickstart(home, url) {
  const stack = await folder(home, "quickstart");
  await cp(join(root, "Pulumi.yaml"), join(stack, "Pulumi.yaml"));
  await cp(join(root, "examples/quickstart"), join(stack, "examples/quickstart"), { recursive: true });
  await symlink(join(root, "node_modules"), join(stack, "node_modules"));
  const config = [
    "config:",
    "  alicloud-soar:region: cn-hangzhou",
    `  alicloud-soar:sasEndpoint: ${url}`,
    `  alicloud-soar:cloudSiemEndpoint: ${url}`,
  ];
  await writeFile(join(stack, "Pulumi.tour.yaml"), `${config.join("\n")}\n`);
  return stack;
}

/** @type {(parent: string, name: string) => Promise<string>} */
async function folder(parent, name) {
  const path = join(parent, name);
  await mkdir(path);
  return path;
}

/** @type {(file: string, from: string, to: string) => Promise<void>} */
async function edit(file, from, to) {
  const text = await readFile(file, "utf8");
  if (!text.includes(from)) throw new SetupError(`${file} does not hold ${from}`);
  await writeFile(file, text.replace(from, to));
}

/** @type {(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) => Promise<void>} */
function pulumi(command, args, cwd, env) {
  const color = process.stdout.isTTY ? "always" : "never";
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, "--non-interactive", "--color", color], {
      cwd,
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      reject(new SetupError(`pulumi ${args[0]} ended with exit code ${code}.`));
    });
  });
}

/** @type {(journal: readonly { operation: string, status?: number }[], calls: readonly [string, number][]) => void} */
function receipt(journal, calls) {
  console.log(`\n${styleText("bold", "The calls that were made")}`);
  const width = Math.max(...calls.map(([command]) => command.length));
  for (const [command, count] of calls) console.log(`  ${command.padEnd(width)}  ${count}`);
  console.log();
  /** @type {Map<string, number>} */
  const operations = new Map();
  for (const { operation, status } of journal) {
    const key = `${operation} (HTTP ${status})`;
    operations.set(key, (operations.get(key) ?? 0) + 1);
  }
  for (const [operation, count] of operations) console.log(`  ${operation.padEnd(width)}  ${count}`);
}
