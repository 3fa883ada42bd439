import { readFileSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Report } from "../../provider/doctor";
import { needs } from "../../provider/doctor/operations";
import type { EmulatorOptions } from "../../provider/emulator";
import { resourceType } from "../../sdk/provider-text";
import { command, type Launch } from "../support/command";
import { checkout, packageName } from "../support/project";

/** What no machine of the tests has: somebody's own credentials. */
const NOBODY = { HOME: "/nowhere", ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true" };

/** The command in a folder where nothing is wrong, and what breaks it. */
async function healthy(options?: EmulatorOptions) {
  const { emulator, folder, start } = await command(options);
  await mkdir(join(folder, "node_modules"));
  await symlink(checkout, join(folder, "node_modules", packageName));
  await symlink(join(checkout, "node_modules/@pulumi"), join(folder, "node_modules/@pulumi"));
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await write("version.json", "v3.270.0\n");
  await write("Pulumi.yaml", "name: rules\nruntime: nodejs\n");
  const configure = async (values: Readonly<Record<string, string | undefined>>) => {
    const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
    for (const [key, value] of Object.entries(values))
      config[`alicloud-soar:${key}`] = value && { value, secret: /Secret$/.test(key) };
    await write("config.json", JSON.stringify(config));
  };
  /** What `--json` tells, with the names of what is wrong. */
  const examine = async (launch: Launch = {}, ...args: string[]) => {
    const { exitCode, stdout, stderr } = await start(["doctor", "--json", ...args], {
      ...launch,
      more: { ...NOBODY, ...launch.more },
    });
    const report: Report = JSON.parse(stdout);
    const { findings, ok } = report;
    expect([exitCode, ok], stderr).toEqual(findings.some(({ status }) => status === "wrong") ? [1, false] : [0, true]);
    const wrong = findings.filter(({ status }) => status === "wrong");
    return { findings, wrong: Object.fromEntries(wrong.map(({ check, found }) => [check, found])), stdout };
  };
  return { emulator, folder, start, write, configure, examine };
}

test("where nothing is wrong it says so, reads only, and shows no credential", async () => {
  const { emulator, start, examine } = await healthy();
  const { exitCode, stdout, stderr } = await start(["doctor"], { more: NOBODY });
  expect([exitCode, stderr], stdout).toEqual([0, ""]);
  expect(stdout).toMatch(/^(((ok|not tried) +[^\n]+: [^\n]+)\n)+\nNothing is wrong\.\n$/);
  for (const line of [
    /^ok +Pulumi CLI: 3\.270\.0$/m,
    /^ok +pulumi-alicloud-soar\/v1: .*v1\.js$/m,
    /^ok +alicloud-soar:region: cn-hangzhou/m,
    /^ok +clock: /m,
    /^ok +credentials: from alicloud-soar:accessKeyId$/m,
    /^ok +account: 1130916744880001$/m,
    /^ok +ListOperationTask: permitted \(yundun-sas:ListOperatedTask\)$/m,
    /^not tried +9 operations: a try would write; the RAM actions are .*, yundun-sas:OperateCheck,/m,
    /^not tried +ListCheckInstanceResult: a try needs the id of a check item; the RAM action is yundun-sas:/m,
  ])
    expect(stdout).toMatch(line);
  expect(stdout.match(/^not tried/gm)).toHaveLength(4);
  expect(stdout).not.toContain(emulator.accessKeySecret);
  const { findings } = await examine({}, "--kind", "OnceTask");
  const operations = findings.filter(({ ramAction }) => ramAction !== undefined).map(({ check }) => check);
  expect(operations).toEqual(needs.OnceTask.map(({ operation }) => operation.action));
  const ofHistory = (await examine({}, "--command", "history")).findings.filter(
    ({ ramAction }) => ramAction !== undefined,
  );
  expect(ofHistory.map(({ check, status }) => [check, status])).toEqual([
    ["DescribeAlerts", "ok"],
    ["DescribeCloudSiemEvents", "ok"],
    ["DescribeSoarRecords", "ok"],
  ]);
  const writes = emulator.journal.filter(({ operation = "" }) => !/^(|List.*|Describe.*|Get.*)$/.test(operation));
  expect(writes).toEqual([]);
});

test("a mistyped region is told with the one that is meant, whether the endpoints let it pass or not", async () => {
  const { configure, examine } = await healthy();
  await configure({ region: "cn-hangzou" });
  const said = 'The region "cn-hangzou" is unknown: did you mean cn-hangzhou?';
  expect((await examine()).wrong).toEqual({ "alicloud-soar:region": expect.stringContaining(said) });
  await configure({ sasEndpoint: undefined });
  const { wrong, findings } = await examine();
  expect(wrong).toEqual({ "alicloud-soar:region": expect.stringContaining(said) });
  expect(findings.at(-1)).toMatchObject({ check: "service", status: "not tried" });
});

test("resources that are all in another data centre than the configured region's are told; those of a Provider are not", async () => {
  const { write, examine } = await healthy();
  const provider = (name: string) => `urn:pulumi:dev::rules::pulumi:providers:pulumi-nodejs::${name}::7`;
  const rule = { type: resourceType("AutomateResponseConfig"), provider: provider("default") };
  const inputs = { regionId: "ap-southeast-1" };
  const task = { ...rule, type: resourceType("SoarStrategyTask"), outputs: { __place: "cn-hangzhou" } };
  const others = [{ ...rule, provider: provider("overseas"), inputs }, { type: "aws:s3/bucket:Bucket" }];
  const foundOf = async (...resources: object[]) => {
    await write("stack.json", JSON.stringify({ deployment: { resources } }));
    const finding = (await examine()).findings.find(({ check }) => check === "resources of the stack");
    return `${finding?.status}: ${finding?.found}`;
  };
  expect(await foundOf(...others)).toBe("ok: none that belongs to a region");
  expect(await foundOf({ ...rule, inputs }, task, ...others)).toBe("ok: 1 of 2 are in cn-hangzhou");
  const said = "All 2 are in the data centre ap-southeast-1, but that of cn-hangzhou is cn-hangzhou: ";
  const right = `ok: ${said}right where the program gives each rule its regionId`;
  expect(await foundOf({ ...rule, inputs }, { ...rule, inputs })).toContain(right);
  const elsewhere = { ...task, outputs: { __place: "ap-southeast-1" } };
  expect(await foundOf({ ...rule, inputs }, elsewhere)).toContain(`wrong: ${said}"pulumi up" refuses that.`);
});

test("several keys that are wrong are all told, and a region that is missing beside them", async () => {
  const { configure, examine } = await healthy();
  await configure({ region: undefined, roleType: "2", readTimeout: "soon", accessKeySecret: undefined });
  const { wrong } = await examine();
  expect(wrong).toEqual({
    "alicloud-soar:roleType": expect.stringContaining('"2" is neither'),
    "alicloud-soar:readTimeout": expect.stringContaining('"soon" is not a time'),
    "alicloud-soar:accessKeySecret": "alicloud-soar:accessKeySecret is missing, but alicloud-soar:accessKeyId is set.",
    "alicloud-soar:region": expect.stringContaining("No region is configured."),
  });
});

test("what is wrong stands at the end, and what could not be tried is one line", async () => {
  const { emulator, configure, start } = await healthy();
  await configure({ region: "cn-hangzou", sasEndpoint: undefined, accessKeyId: undefined, accessKeySecret: undefined });
  const { stdout } = await start(["doctor"], { more: NOBODY });
  const [looked = "", told = ""] = stdout.split("\n\n");
  expect(looked).not.toMatch(/^wrong/m);
  expect(looked.match(/^not tried/gm)).toHaveLength(1);
  expect(told.trim().split("\n")).toEqual([
    "1 thing is wrong:",
    expect.stringMatching(/^wrong +alicloud-soar:region: .*did you mean cn-hangzhou/),
  ]);
  await configure({ region: "cn-hangzhou", sasEndpoint: emulator.url });
  const without = (await start(["doctor"], { more: NOBODY })).stdout;
  expect(without).toMatch(/^not tried +\d+ operations: nothing could be asked; the RAM actions are /m);
});

test("a key that nobody reads, and a secret in clear, are told as a deployment tells them, beside what is wrong by it", async () => {
  const { write, folder, examine, emulator } = await healthy();
  const config = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
  config["alicloud-soar:regoin"] = config["alicloud-soar:region"];
  config["alicloud-soar:accessKeySecret"].secret = false;
  delete config["alicloud-soar:region"];
  config["other:regoin"] = { value: "a" };
  await write("config.json", JSON.stringify(config));
  const { findings, stdout } = await examine();
  expect(findings.filter(({ status }) => status === "wrong").map(({ check, found }) => `${check}: ${found}`)).toEqual([
    expect.stringMatching(
      /^configuration: alicloud-soar:accessKeySecret is set in clear: encrypt it with "pulumi config set --secret/,
    ),
    expect.stringMatching(
      /^configuration: alicloud-soar:regoin is no key .* did you mean alicloud-soar:region\? "pulumi config set/,
    ),
    expect.stringMatching(/^alicloud-soar:region: No region is configured\./),
  ]);
  expect(stdout).not.toContain(emulator.accessKeySecret);
});

test("an endpoint on this machine without its protocol is told, and nobody gets the keys", async () => {
  const { emulator, configure, examine } = await healthy();
  await configure({ sasEndpoint: emulator.url.replace("http://", "") });
  expect((await examine()).wrong).toEqual({
    "alicloud-soar:sasEndpoint": expect.stringContaining(`write ${emulator.url} for an emulator`),
  });
  expect(emulator.journal).toEqual([]);
});

test("an endpoint that nobody answers at is told once, and what it would have to answer is not tried", async () => {
  const { emulator, configure, examine } = await healthy();
  const port = await closedPort();
  await configure({ sasEndpoint: `http://127.0.0.1:${port}`, stsEndpoint: emulator.url });
  const { wrong, findings } = await examine();
  expect(wrong).toEqual({
    [`endpoint 127.0.0.1:${port}`]: expect.stringMatching(
      /ECONNREFUSED.*check the network, and alicloud-soar:sasEndpoint/,
    ),
  });
  expect(findings).toContainEqual({
    check: "ListOperationTask",
    status: "not tried",
    found: expect.stringContaining("cannot be reached; the RAM action is yundun-sas:ListOperatedTask"),
    reason: expect.stringContaining("cannot be reached"),
    ramAction: "yundun-sas:ListOperatedTask",
  });
});

test("a clock that is wrong is told by how much, from the date of the answers", async () => {
  const { examine } = await healthy();
  const ahead = "const now=Date.now;Date.now=()=>now()+3600_000";
  const { wrong, findings } = await examine({ node: ["--import", `data:text/javascript,${ahead}`] });
  expect(wrong).toEqual({ clock: expect.stringMatching(/^3[67]\d\d s ahead of the service's.*\(NTP\)/) });
  expect(findings).toContainEqual({ check: "account", status: "not tried", found: "the clock is wrong" });
});

test("without credentials it says where it looked, and asks nothing", async () => {
  const { emulator, configure, examine } = await healthy();
  await configure({ accessKeyId: undefined, accessKeySecret: undefined });
  const { wrong } = await examine();
  expect(wrong).toEqual({
    credentials: expect.stringMatching(/^No credentials were found: nothing is set up .*Set alicloud/),
  });
  expect(emulator.journal.filter(({ operation }) => operation)).toEqual([]);
});

test("keys that the service does not know, and keys of another account, are told once", async () => {
  const { emulator, configure, examine } = await healthy();
  await configure({ accountId: "1" });
  const other = `The credentials are of account ${emulator.state.accountId}, but alicloud-soar:accountId is 1.`;
  expect((await examine()).wrong).toEqual({ account: other });
  await configure({ accountId: undefined, accessKeySecret: "a-wrong-one" });
  const { wrong, stdout } = await examine();
  expect(wrong).toEqual({ account: expect.stringContaining("SignatureDoesNotMatch") });
  expect(stdout).not.toContain("a-wrong-one");
});

test("an operation that is denied is told with the RAM action to grant", async () => {
  const { emulator, examine } = await healthy();
  emulator.addFault({ operation: "ListOperationTask", fault: "permission", times: 10 });
  expect((await examine()).wrong).toEqual({
    ListOperationTask: expect.stringContaining("Grant the RAM action yundun-sas:ListOperatedTask"),
  });
});

test("a CLI and a Node.js that are too old are told with what is needed", async () => {
  const { write, examine } = await healthy();
  await write("version.json", "v3.100.0\n");
  const { peerDependencies, engines } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const [cli, node] = [peerDependencies["@pulumi/pulumi"], engines.node].map((range) => /[\d.]+/.exec(range)?.[0]);
  const old = "Object.defineProperty(process.versions,'node',{value:'20.0.0'})";
  const { wrong } = await examine({ node: ["--import", `data:text/javascript,${encodeURIComponent(old)}`] });
  expect(wrong).toEqual({
    "Pulumi CLI": expect.stringContaining(`3.100.0 is too old: ${cli} or newer is needed`),
    "Node.js": expect.stringContaining(`20.0.0 is too old: ${node} or newer is needed`),
  });
});

test("where the plugin host would not find the package, beside the program that `main` names, it is told", async () => {
  const { write, examine } = await healthy();
  await write("Pulumi.yaml", "name: rules\nruntime: nodejs\nmain: infra/ # beside others\n");
  expect((await examine()).wrong).toEqual({});
  await write("Pulumi.yaml", "name: rules\nruntime: nodejs\nmain: /nowhere/infra\n");
  const { wrong } = await examine();
  const said = `It is not found from /nowhere/infra, where Pulumi's plugin host looks for it: "npm install ${packageName}"`;
  expect(wrong).toEqual({
    [`${packageName}/v1`]: expect.stringContaining(said),
    "@pulumi/pulumi": expect.stringContaining("It is not found from /nowhere/infra"),
  });
});

test("what is to be installed is told as a command of the project's package manager", async () => {
  const { folder, write, examine } = await healthy();
  await rm(join(folder, "node_modules", packageName));
  await write("pnpm-lock.yaml", "");
  expect((await examine()).wrong).toEqual({
    [`${packageName}/v1`]: expect.stringContaining(`"pnpm add ${packageName}" there.`),
  });
});

test("where no project is around, it says so and what to do, unless only commands are asked about", async () => {
  const { folder, examine, start } = await healthy();
  await rm(join(folder, "Pulumi.yaml"));
  expect((await start(["doctor", "--command", "history"])).stdout).not.toContain("Pulumi.yaml");
  expect((await examine()).wrong).toEqual({
    "Pulumi project": expect.stringMatching(
      /^There is no Pulumi\.yaml in this folder or above it: .*"npx alicloud-soar init"/,
    ),
  });
});

test("a stack whose configuration cannot be read, and a machine without Pulumi, are told", async () => {
  const { examine } = await healthy();
  const { wrong } = await examine({ more: { PATH: "/nowhere" } });
  expect(wrong).toEqual({
    configuration: expect.stringContaining("The configuration of the stack could not be read: spawn pulumi ENOENT"),
    "Pulumi CLI": expect.stringContaining("There is no pulumi on PATH"),
  });
});

test("bad input is 2, and nothing is asked", async () => {
  const { emulator, start } = await healthy();
  for (const args of [["--kind", "Rule"], ["--kind"], ["--stack", " "], ["all"]]) {
    const { exitCode, output } = await start(["doctor", ...args]);
    expect(exitCode, output).toBe(2);
  }
  expect(emulator.journal).toEqual([]);
});

/** A port that nothing listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
