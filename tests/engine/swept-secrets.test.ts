import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readJson } from "../../provider/json";
import { type Sweep, sweep } from "../support/planted";
import { seed } from "../support/rounds";
import { filesBelow } from "./files-below";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

/** One in every run: each is six commands of the engine. */
const ROUNDS = Number(process.env.ROUNDS ?? 1);

/**
 * What a provider or a program says, where the engine's own log (`-v=9`) repeats it. The other lines of that log hold what the
 * engine sends and gets: "Unmarshaling property …", "Marshaling property …", "RegisterResource RPC …", "eventSink::Debug(…", which
 * is what Pulumi's SDK says of its own requests.
 */
const HANDED_ON = /^eventSink::(?!Debug)/;

/** What the account refuses once. */
const STARTS = ["PostAutomateResponseConfig", "CreateSoarStrategyTask", "GenerateOnceTask", "SubmitOperationTask"];

const program = `
const pulumi = require("@pulumi/pulumi");
const soar = require("pulumi-alicloud-soar");
const { resources, functions, credentials, isStackwide, version } = require("./sweep.json");
const texts = new pulumi.Config().requireSecretObject("texts").apply((versions) => versions[version]);
const filled = (value, fill) => {
  if (typeof value === "string") return fill(value);
  if (Array.isArray(value)) return value.map((part) => filled(part, fill));
  if (typeof value !== "object" || value === null) return value;
  if (value.$json) return JSON.stringify(filled(value.$json, fill));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [fill(name), filled(part, fill)]));
};
const by = (known) => (text) => text.replace(/<(\\d+)>/g, (_mark, number) => known[number]);
const whole = (value) => texts.apply((known) => filled(value, by(known)));
const leaf = (text) => (/<\\d+>/.test(text) ? texts.apply((known) => by(known)(text)) : text);
const ways = {
  leaf: (value) => filled(value, leaf),
  nested: (value) => pulumi.output(filled(value, leaf)),
  whole,
  transformed: whole,
};
const stack = new pulumi.Config("alicloud-soar");
const [region, sasEndpoint, cloudSiemEndpoint] = ["region", "sasEndpoint", "cloudSiemEndpoint"].map((key) => stack.get(key));
const keys = new pulumi.Config("keys");
const provider = credentials === "provider" && new soar.Provider("explicit", {
  region, sasEndpoint, cloudSiemEndpoint,
  accessKeyId: keys.require("id"), accessKeySecret: keys.requireSecret("secret"), securityToken: keys.requireSecret("token"),
});
const later = {};
const transformation = ({ name, props, opts }) => ({ props: { ...props, ...later[name] }, opts });
if (isStackwide) pulumi.runtime.registerStackTransformation(transformation);
const told = {};
for (const [name, { kind, args, ways: waysOf }] of Object.entries(resources)) {
  const made = (isIn) => Object.fromEntries(Object.entries(args).filter(([key]) => isIn(waysOf[key]))
    .map(([key, value]) => [key, (ways[waysOf[key]] ?? ((same) => same))(value)]));
  later[name] = made((way) => way === "transformed");
  const transformations = isStackwide || Object.keys(later[name]).length === 0 ? [] : [transformation];
  told[name] = new soar[kind](name, made((way) => way !== "transformed"), { ...(provider && { provider }), transformations });
}
const repair = told.OperationTask;
const undone = { checkId: repair.checkId, type: "ROLLBACK", operationTaskInstances: repair.rollbackPlan };
told.undo = new soar.OperationTask("undo", undone, provider ? { provider } : {});
for (const [name, args] of Object.entries(functions))
  told[name] = soar[name](filled(args, leaf), provider ? { provider } : {});
module.exports = Object.fromEntries(Object.entries(told).map(([name, one]) => [name, one.summary ?? one]));
module.exports.results = repair.results;
`;

const rounds = fc.sample(sweep, { numRuns: ROUNDS, seed });

it.each(rounds.map((round, index) => [index, round] as const))(
  `a secret is in no state, preview, plan, log, message and file, wherever it comes from: seed ${seed}, round %i`,
  async (_index, round) => {
    const { texts, tokens, resources, refused, credentials, ...more } = round;
    const [, ruleName] = /"ruleName":"<(\d+)>","adopt":true/.exec(JSON.stringify(resources)) ?? [];
    const adopted = texts[ruleName ?? ""]?.[0];
    const key = {
      accessKeyId: "STS.key",
      accessKeySecret: "Zzsecret-of-key-71c2",
      securityToken: "Zztoken-of-key-83fa",
    };
    const emulator = await localCloud({
      accessKeys: [key],
      state: {
        strategies: [{ Id: "8000", Name: "fix" }],
        strategyTasks: [{ Id: "204859012345678900", StrategyId: "8000", Name: "given" }],
        rules: adopted === undefined ? [] : [{ RuleName: adopted }],
        durations: {
          operationTaskStep: 10,
          onceTaskDispatch: 10,
          onceTaskRunning: 10,
          strategyTaskWaiting: 86_400_000,
        },
        settings: { unlistedNames: "accepted" },
      },
    });
    const without = Object.fromEntries(["ID", "SECRET"].map((end) => [`ALIBABA_CLOUD_ACCESS_KEY_${end}`, undefined]));
    const stack = await Stack.ofFiles(
      { "index.js": program },
      {
        emulator,
        config: { "alicloud-soar:sasEndpoint": emulator.url },
        secrets: {
          "rules:texts": JSON.stringify([0, 1].map((version) => textsOf(texts, version))),
          ...(credentials === "provider" && {
            "keys:id": key.accessKeyId,
            "keys:secret": key.accessKeySecret,
            "keys:token": key.securityToken,
          }),
          ...(credentials === "configuration" && {
            "alicloud-soar:accessKeyId": key.accessKeyId,
            "alicloud-soar:accessKeySecret": key.accessKeySecret,
            "alicloud-soar:securityToken": key.securityToken,
          }),
        },
        env: {
          ALICLOUD_SOAR_CALL_LOG: "calls.jsonl",
          DEBUG: "*",
          HTTP_DEBUG: "1",
          ...without,
          ...(credentials === "environment" && {
            ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
            ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
            ALIBABA_CLOUD_SECURITY_TOKEN: key.securityToken,
          }),
        },
      },
    );
    // What provider processes tell each other stands in a file there.
    stack.env.TMPDIR = join(stack.folder, "temporary");
    await mkdir(stack.env.TMPDIR);

    const told: string[] = [];
    const run = async (...args: string[]) => {
      const { exitCode, output } = await stack.pulumi(...args);
      told.push(withoutPulumisOwn(output));
      return { exitCode, output };
    };
    const ran = async (...args: string[]) => {
      const { exitCode, output } = await run(...args);
      expect(exitCode, withoutPulumisOwn(output)).toBe(0);
    };
    const declare = (version: 0 | 1, refused = {}) =>
      stack.write(
        "sweep.json",
        JSON.stringify({ ...more, credentials, version, resources: { ...resources, ...refused } }),
      );
    const up = ["up", "--yes", "--skip-preview"];

    await declare(0, refused);
    const refusal = await run("preview", "--diff");
    expect(refusal.exitCode, refusal.output).toBeGreaterThan(0);
    await declare(0);
    await ran(...up, "--diff");
    for (const rule of emulator.state.rules) drift(rule);
    await declare(1);
    await ran("preview", "--refresh", "--run-program", "--save-plan", "plan.json", "--json");
    for (const operation of STARTS) emulator.addFault({ operation, fault: "permission" });
    const failed = await run(...up, "--refresh", "--run-program", "--plan", "plan.json", "-v=9", "--logtostderr");
    expect(failed.exitCode).toBeGreaterThan(0);
    expect(failed.output).toContain("NoPermission");
    await fetch(`${emulator.url}/_emulator/faults`, { method: "DELETE" });
    await ran(...up, "--json");
    await ran("destroy", "--yes", "--skip-preview", "--json");

    expect(JSON.stringify(emulator.journal)).toContain(tokens[0]);
    const everything = [...told, ...(await filesBelow(stack.folder))].join("\n");
    expect(everything).toContain('"operation":"PostAutomateResponseConfig"');
    const found = [...tokens, key.accessKeySecret, key.securityToken].flatMap((token) => around(everything, token));
    expect(found).toEqual([]);
  },
);

/** What stands for each number in the program, before the edit (0) or after it (1). */
function textsOf(texts: Sweep["texts"], version: number): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(texts).map(([number, versions]) => [number, versions[version]]));
}

/** What somebody does in the console: it is off, and its conditions are negated, which the map cannot say. */
function drift(rule: { ExecutionCondition: string; Status: number }): void {
  const items: object[] = JSON.parse(rule.ExecutionCondition);
  rule.ExecutionCondition = JSON.stringify(items.map((item) => ({ ...item, isNot: true })));
  rule.Status = 0;
}

/** Where a text was found, a few words of it. */
function around(everything: string, text: string): string[] {
  const at = everything.indexOf(text);
  return at < 0 ? [] : [everything.slice(Math.max(0, at - 200), at + 60)];
}

/** The lines of an output but those of the log that Pulumi itself writes, and its debug events. */
function withoutPulumisOwn(output: string): string {
  const isPulumisOwn = (line: string) => {
    const { v, msg = "", diagnosticEvent } = line.startsWith('{"') ? ((readJson(line) ?? {}) as Line) : {};
    return diagnosticEvent?.severity === "debug" || (v !== undefined && !HANDED_ON.test(msg));
  };
  return output
    .split("\n")
    .filter((line) => !isPulumisOwn(line))
    .join("\n");
}

/** A line of the log, or an event of `--json`. */
interface Line {
  readonly v?: number;
  readonly msg?: string;
  readonly diagnosticEvent?: { readonly severity: string };
}
