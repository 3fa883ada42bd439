// `npm run bench`: a preview of 1,000 rules that nobody changed, beside the same program with plain dynamic resources.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment, ensureEngine } from "../toolchain/engine.mjs";
import { main } from "../toolchain/main.mjs";
import { root } from "../toolchain/paths.mjs";

/** @type {typeof import("../../provider/emulator/index.js")} */
const { startEmulator } = createRequire(import.meta.url)("../../dist/provider/emulator/index.js");

const RULES = 1_000;
const RUNS = 5;
/** The share of the floor's time that the project promises to stay under. */
const PROMISE = 0.85;

const args = `{
    ruleName: "rule-" + n,
    autoResponseType: "alert",
    conditions: { alert_name: { containsString: "webshell-" + n }, alert_level: { equals: "serious" } },
    actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }],
  }`;

const programs = {
  soar: `const soar = require("pulumi-alicloud-soar");
for (let n = 0; n < ${RULES}; n++) {
  new soar.AutomateResponseConfig("rule-" + n, ${args});
}`,
  plain: `const pulumi = require("@pulumi/pulumi");
const provider = { async create(inputs) { return { id: inputs.ruleName, outs: inputs }; } };
for (let n = 0; n < ${RULES}; n++) {
  new pulumi.dynamic.Resource(provider, "rule-" + n, ${args});
}`,
};

await main(async () => {
  const { dir, version } = await ensureEngine();
  const emulator = await startEmulator();
  const home = await mkdtemp(join(tmpdir(), "alicloud-soar-bench-"));
  try {
    const backend = await folder(home, "state");
    const environment = {
      ...engineEnvironment(dir, { home, backend }),
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.accessKeySecret,
      PULUMI_SKIP_CHECKPOINTS: "true",
    };
    /** @type {(project: string, ...args: string[]) => Promise<number>} */
    const pulumi = async (project, ...args) => {
      const start = performance.now();
      await promisify(execFile)(join(dir, "pulumi"), [...args, "--non-interactive"], {
        cwd: project,
        env: environment,
        maxBuffer: 1 << 28,
      });
      return (performance.now() - start) / 1_000;
    };

    const projects = await Promise.all(
      Object.entries(programs).map(async ([name, program]) => ({
        name,
        path: await project(home, name, program, emulator.url),
        /** @type {number[]} */
        seconds: [],
      })),
    );
    console.log(`${RULES} rules, Pulumi ${version}, Node.js ${process.versions.node}. Creating them, once each:`);
    for (const { name, path } of projects) {
      await pulumi(path, "stack", "init", "bench");
      const took = await pulumi(path, "up", "--yes", "--skip-preview");
      console.log(`  ${name.padEnd(6)} ${took.toFixed(1)} s`);
    }
    console.log(`pulumi preview without a change, in turn, ${RUNS} times after one to warm up:`);
    const before = emulator.journal.length;
    for (let run = 0; run <= RUNS; run++) {
      for (const { path, seconds } of projects) {
        const took = await pulumi(path, "preview", "--expect-no-changes");
        if (run > 0) seconds.push(took);
      }
    }
    for (const { name, seconds } of projects) {
      const [least, most] = [Math.min(...seconds), Math.max(...seconds)];
      console.log(`  ${name.padEnd(6)} ${median(seconds).toFixed(2)} s (${least.toFixed(2)} to ${most.toFixed(2)})`);
    }
    const [ours = [], floor = []] = projects.map(({ seconds }) => seconds);
    const ratio = median(ours.map((took, run) => took / (floor[run] ?? Number.NaN)));
    console.log(`ratio soar / plain, run by run, median: ${ratio.toFixed(2)} (promised: ${PROMISE} or less)`);
    console.log(`calls of the cloud during the previews: ${emulator.journal.length - before}`);
    return ratio <= PROMISE ? 0 : 1;
  } finally {
    await emulator.close();
    await rm(home, { recursive: true, force: true });
  }
});

/** @type {(home: string, name: string, program: string, url: string) => Promise<string>} */
async function project(home, name, program, url) {
  const path = await folder(home, name);
  const config = {
    "alicloud-soar:region": "cn-hangzhou",
    "alicloud-soar:cloudSiemEndpoint": url,
    "alicloud-soar:maxCallsPerSecond": 10_000,
  };
  await symlink(join(root, "node_modules"), join(path, "node_modules"));
  await writeFile(join(path, "package.json"), JSON.stringify({ name, private: true, main: "index.js" }));
  await writeFile(join(path, "index.js"), program);
  await writeFile(join(path, "Pulumi.yaml"), JSON.stringify({ name, runtime: "nodejs" }));
  await writeFile(join(path, "Pulumi.bench.yaml"), JSON.stringify({ config }));
  return path;
}

/** @type {(parent: string, name: string) => Promise<string>} */
async function folder(parent, name) {
  const path = join(parent, name);
  await mkdir(path);
  return path;
}

/** @type {(values: readonly number[]) => number} */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
