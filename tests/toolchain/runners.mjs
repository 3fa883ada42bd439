// What runs a program's tests: each runner, in CommonJS and as a module, from the packed package.
//   npm run runners     installs Jest and mocha into a temporary folder (a minute)
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const checkout = join(import.meta.dirname, "../..");

/** A program and its test, which is the same for all. */
const TEST = `
test("a program under mocks", async () => {
  const asked = [];
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name + "-id", state: { ...inputs, summary: "told" } }),
    call: ({ token, inputs }) => {
      asked.push(token + " " + inputs.ruleName);
      return { rules: [{ id: "7", ruleName: inputs.ruleName }] };
    },
  });
  const value = (output) => new Promise((resolve) => output.apply(resolve));
  const conditions = { alert_name: { equals: "x" } };
  const actions = [{ actionType: "changeEventStatus" }];
  const rule = new soar.AutomateResponseConfig("block", { autoResponseType: "alert", conditions, actions });
  const repair = new soar.OperationTask("repair", { checkId: "1", type: "REPAIR", dimensionType: "CHECK_ID" });
  const known = await Promise.all([rule.id, rule.summary, rule.enabled, repair.id].map(value));
  assert.deepEqual(known, ["block-id", "told", true, "repair-id"]);
  assert.ok(soar.AutomateResponseConfig.isInstance(rule));
  const { rules } = await soar.getAutomateResponseConfigs({ ruleName: "a" });
  assert.equal(rules[0].id, "7");
  const found = await value(soar.getAutomateResponseConfigsOutput({ ruleName: pulumi.output("b") }));
  assert.equal(found.rules[0].ruleName, "b");
  const token = "alicloud-soar:index:getAutomateResponseConfigs";
  assert.deepEqual(asked, [token + " a", token + " b"]);
});
`;

const NAMES = { assert: "node:assert/strict", pulumi: "@pulumi/pulumi", soar: "pulumi-alicloud-soar" };
const required = Object.entries(NAMES).map(([name, from]) => `const ${name} = require("${from}");`);
const imported = Object.entries(NAMES).map(([name, from]) => {
  return `import ${name === "assert" ? name : `* as ${name}`} from "${from}";`;
});

/**
 * By what is tried: the file of the test, where `test` comes from, and the command.
 * @type {Readonly<Record<string, readonly [file: string, test: string, command: readonly string[]]>>}
 */
const RUNNERS = {
  "jest, CommonJS": ["jest.test.cjs", "", ["node_modules/jest/bin/jest.js", "--testMatch", "**/jest.test.cjs"]],
  "jest, module": [
    "jest.test.mjs",
    "",
    ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--testMatch", "**/jest.test.mjs"],
  ],
  "mocha, CommonJS": ["mocha.cjs", "const test = it;", ["node_modules/mocha/bin/mocha.js", "mocha.cjs"]],
  "mocha, module": ["mocha.mjs", "const test = it;", ["node_modules/mocha/bin/mocha.js", "mocha.mjs"]],
  "node:test, CommonJS": ["node.cjs", 'const { test } = require("node:test");', ["--test", "node.cjs"]],
  "node:test, module": ["node.mjs", 'import { test } from "node:test";', ["--test", "node.mjs"]],
  "vitest, module": [
    "vitest.test.mjs",
    'import { test } from "vitest";',
    ["node_modules/vitest/vitest.mjs", "run", "vitest.test.mjs"],
  ],
};

const folder = mkdtempSync(join(tmpdir(), "pulumi-alicloud-soar-runners-"));
try {
  const inFolder = { cwd: folder, encoding: /** @type {const} */ ("utf8") };
  const tarball = execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], {
    cwd: checkout,
    encoding: "utf8",
  }).trim();
  writeFileSync(join(folder, "package.json"), '{ "name": "a-program", "private": true }\n');
  const packages = [`./${tarball}`, "@pulumi/pulumi", "jest", "mocha"];
  execFileSync(
    "npm",
    ["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", ...packages],
    inFolder,
  );
  symlinkSync(join(checkout, "node_modules/vitest"), join(folder, "node_modules/vitest"));
  for (const [what, [file, test, command]] of Object.entries(RUNNERS)) {
    const head = file.endsWith(".cjs") ? required : imported;
    writeFileSync(join(folder, file), [...head, test, TEST].join("\n"));
    const { status, stdout, stderr } = spawnSync(process.execPath, command, inFolder);
    console.log(`${what}: ${status === 0 ? "passed" : `failed\n${stdout}${stderr}`}`);
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
