// The tour: the quickstart stack on the real engine, against the emulator.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { engineEnvironment, ensureEngine } from "./engine.mjs";
import { main } from "./main.mjs";
import { root } from "./paths.mjs";
import { SetupError, show } from "./run.mjs";

/** @type {typeof import("../../provider/emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../../dist/provider/emulator/index.js");

const program = "examples/quickstart/index.ts";

await main(async () => {
  const { dir } = await ensureEngine();
  const emulator = await startEmulator();
  const home = await mkdtemp(join(tmpdir(), "alicloud-soar-tour-"));
  const [stack, backend] = [join(home, "quickstart"), join(home, "state")];
  const env = {
    ...engineEnvironment(dir, { home, backend }),
    // The compiler checks the examples with everything else; here each of its starts would be waited for.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
  };
  /** @type {[string, number][]} */
  const calls = [];
  /** @type {(why: string, ...args: string[]) => Promise<void>} */
  const step = async (why, ...args) => {
    const command = `pulumi ${args.join(" ")}`;
    console.log(`\n${styleText("dim", `# ${why}`)}\n${styleText("bold", `$ ${command}`)}`);
    const before = emulator.journal.length;
    const settings = ["--non-interactive", "--color", process.stdout.isTTY ? "always" : "never"];
    const code = await show(join(dir, "pulumi"), [...args, ...settings], { cwd: stack, env });
    if (code !== 0) throw new SetupError(`${command} ended with exit code ${code}.`);
    calls.push([command, emulator.journal.length - before]);
  };
  try {
    await Promise.all([mkdir(stack), mkdir(backend)]);
    await cp(join(root, "Pulumi.yaml"), join(stack, "Pulumi.yaml"));
    await cp(join(root, "examples/quickstart"), join(stack, "examples/quickstart"), { recursive: true });
    await symlink(join(root, "node_modules"), join(stack, "node_modules"));
    const endpoints = {
      "alicloud-soar:sasEndpoint": emulator.url,
      "alicloud-soar:cloudSiemEndpoint": emulator.url,
    };
    const config = { "alicloud-soar:region": "cn-hangzhou", ...endpoints };
    await writeFile(join(stack, "Pulumi.tour.yaml"), JSON.stringify({ config }));

    console.log(`\nA local Security Center answers at ${emulator.url}; everything else is the real thing.`);
    await step("a stack of its own", "stack", "init", "tour");
    await step("create the rules of examples/quickstart", "up", "--yes", "--skip-preview");
    const text = await readFile(join(stack, program), "utf8");
    await writeFile(join(stack, program), text.replace('"webshell_online"', '"webshell"'));
    await step(`one edit in ${program}: what will it do?`, "preview", "--diff");
    await step("do it", "up", "--yes", "--skip-preview");
    const [rule] = emulator.state.rules.filter(({ RuleName }) => RuleName.startsWith("block-webshell-"));
    if (!rule) throw new SetupError("The emulator does not hold the rule block-webshell.");
    rule.Status = 0;
    const refreshing = ["--refresh", "--run-program"];
    const seen = 'somebody disables the rule "block-webshell" in the console: is that seen?';
    await step(seen, "preview", ...refreshing, "--diff");
    await step("put it right", "up", ...refreshing, "--yes", "--skip-preview");
    await step("remove everything", "destroy", "--yes", "--skip-preview");
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
  console.log(`\n${styleText("bold", "The calls that were made")}`);
  /** @type {Map<string, number>} */
  const operations = new Map();
  for (const { operation, status } of emulator.journal) {
    const key = `${operation} (HTTP ${status})`;
    operations.set(key, (operations.get(key) ?? 0) + 1);
  }
  const width = Math.max(...calls.map(([command]) => command.length));
  for (const [what, count] of [...calls, ["", ""], ...operations])
    console.log(`  ${String(what).padEnd(width)}  ${count}`);
  return 0;
});
