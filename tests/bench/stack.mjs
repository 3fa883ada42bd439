import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { engineEnvironment, ensureEngine } from "../toolchain/engine.mjs";
import { root } from "../toolchain/paths.mjs";

/** Arguments of rule `n`, in a program. */
export const ruleArgs = `{
    ruleName: "rule-" + n,
    autoResponseType: "alert",
    conditions: { alert_name: { containsString: "webshell-" + n }, alert_level: { equals: "serious" } },
    actions: [{ actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220-6584-41b2-9704-fc6584568758" }],
  }`;

/** A program of so many rules: `@param {number} count`. */
export function ruleProgram(/** @type {number} */ count) {
  return `const soar = require("pulumi-alicloud-soar");
for (let n = 0; n < ${count}; n++) {
  new soar.AutomateResponseConfig("rule-" + n, ${ruleArgs});
}`;
}

/**
 * Real stacks in a folder of their own, which goes in the end.
 * @template Result
 * @param {{ readonly url: string; readonly accessKeyId: string; readonly accessKeySecret: string }} emulator
 * @param {(stacks: Stacks) => Promise<Result>} run
 */
export async function withStacks({ url, accessKeyId, accessKeySecret }, run) {
  const { dir, version } = await ensureEngine();
  const home = await mkdtemp(join(tmpdir(), "alicloud-soar-bench-"));
  try {
    const backend = join(home, "state");
    await mkdir(backend);
    const env = {
      ...engineEnvironment(dir, { home, backend }),
      ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
      PULUMI_SKIP_CHECKPOINTS: "true",
    };
    return await run({
      version,
      async add(name, program, config = {}) {
        const path = join(home, name);
        await mkdir(path);
        const all = { "alicloud-soar:region": "cn-hangzhou", "alicloud-soar:cloudSiemEndpoint": url, ...config };
        await symlink(join(root, "node_modules"), join(path, "node_modules"));
        await writeFile(join(path, "package.json"), JSON.stringify({ name, private: true, main: "index.js" }));
        await writeFile(join(path, "index.js"), program);
        await writeFile(join(path, "Pulumi.yaml"), JSON.stringify({ name, runtime: "nodejs" }));
        await writeFile(join(path, "Pulumi.bench.yaml"), JSON.stringify({ config: all }));
        return path;
      },
      async pulumi(path, ...args) {
        const start = performance.now();
        await promisify(execFile)(join(dir, "pulumi"), [...args, "--non-interactive"], {
          cwd: path,
          env,
          maxBuffer: 1 << 28,
        });
        return (performance.now() - start) / 1_000;
      },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} Stacks
 * @property {string} version Of Pulumi.
 * @property {(name: string, program: string, config?: object) => Promise<string>} add Writes a project and returns its folder.
 * @property {(path: string, ...args: string[]) => Promise<number>} pulumi Runs a command and returns its seconds.
 */
