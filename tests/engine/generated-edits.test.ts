import fc from "fast-check";
import { expect, it } from "vitest";
import { roundOf, seed } from "../support/rounds";
import { localCloud } from "./local-cloud";
import { Stack } from "./stack";

/** A few in every run: each one more is a second. */
const ROUNDS = Number(process.env.ROUNDS ?? 25);
const POST = "PostAutomateResponseConfig";
const STATUS = "UpdateAutomateResponseConfigStatus";
const REMEMBERED = ["summary", "onDelete", "adopt", "allowUnknownFields", "timeouts"];

/** A rule for each round, which ignores changes from its second deployment on. */
const program = `
const soar = require("pulumi-alicloud-soar");
for (const [name, { args, ignoreChanges }] of Object.entries(require("./rules.json")))
  new soar.AutomateResponseConfig(name, args, { ignoreChanges });
`;

it(`a saved plan of generated edits asks for the calls that its up makes, and is not violated by it: seed ${seed}`, async () => {
  const rounds = fc.sample(roundOf("AutomateResponseConfig"), { numRuns: ROUNDS, seed });
  const named = rounds.map((round, index) => ({ ...round, name: `rule-${index}` }));
  const emulator = await localCloud();
  const stack = await Stack.ofFiles({ "index.js": program }, { emulator });
  const deploy = async (file: object) => {
    await stack.write("rules.json", JSON.stringify(file));
    const planned = await stack.preview("--save-plan", "plan.json");
    expect(planned.exitCode, planned.output).toBe(0);
    emulator.journal.length = 0;
    const { exitCode, output } = await stack.up("--plan", "plan.json");
    expect(exitCode, output).toBe(0);
    return planned.steps;
  };
  await deploy(Object.fromEntries(named.map(({ name, program }) => [name, { args: { ruleName: name, ...program } }])));
  for (const { name, drift } of named) Object.assign(emulator.state.rule(name), drift);

  const steps = await deploy(
    Object.fromEntries(
      named.map(({ name, program, edit, ignored }) => [
        name,
        { args: { ruleName: name, ...program, ...edit }, ignoreChanges: ignored },
      ]),
    ),
  );
  for (const { name } of named) {
    const { Id } = emulator.state.rule(name);
    const [, lines = ""] = steps.find((step) => step.startsWith(`update ${name}:`))?.split(": ") ?? [];
    const edited = lines.split(" ").map((line) => line.slice(1).split(/[.[]/)[0] ?? "");
    const sent = edited.filter((property) => property !== "" && !REMEMBERED.includes(property));
    const calls = emulator.journal.flatMap(({ operation, params }) => {
      if (operation === POST && params.Id === Id) return [POST];
      return operation === STATUS && params.Ids?.match(/\d+/g)?.includes(Id) ? [STATUS] : [];
    });
    const expected = [
      ...(sent.some((property) => property !== "enabled") ? [POST] : []),
      ...(sent.includes("enabled") ? [STATUS] : []),
    ];
    expect(calls.sort(), `${name}: ${lines}`).toEqual(expected);
  }
});
