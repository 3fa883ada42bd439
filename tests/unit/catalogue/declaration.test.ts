import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { AccountCatalogue, CatalogueField } from "../../../provider/catalogue/catalogue";
import { declarationOf } from "../../../provider/catalogue/declaration";
import { compilerOf } from "../../support/compiler";
import { checkout, packageName } from "../../support/project";

const field = (name: string, operators: string[], values: string[] = []): CatalogueField => {
  return { field: name, dataType: "varchar", operators, values };
};
const account: AccountCatalogue = {
  accountId: "1",
  regionId: "cn-hangzhou",
  asOf: "2026-11-01",
  fields: {
    alert: [field("alert_level", ["equals", "in", "isNull"], ["serious", "remind"]), field("host.ip", ["equals"])],
    event: [field("threat_level", ["equals"])],
  },
  playbooks: [{ uuid: "u1", name: "WafBlockIP", paramType: "template-ip" }],
};

const errorsOf = compilerOf("tests/unit/catalogue/a-program.ts");

/** The errors of a program beside the declaration of these accounts. */
function errorsBeside(accounts: readonly AccountCatalogue[] | undefined, program: string): string[] {
  const sdk = JSON.stringify(join(checkout, "sdk/index"));
  const declaration = accounts ? declarationOf({ accounts }).replace(JSON.stringify(packageName), sdk) : "";
  return errorsOf(
    `import * as pulumi from "@pulumi/pulumi";\nimport * as soar from ${sdk};\n${declaration}\n${program}`,
  );
}

const rule = (inside: string) => `new soar.AutomateResponseConfig("r", { autoResponseType: "alert", ${inside} });`;
const conditions = (map: string) => rule(`conditions: ${map}, actions: [{ actionType: "changeEventStatus" }]`);
const run = (name: string, uuid: string) =>
  rule(
    `conditions: { alert_level: { equals: "serious" } }, actions: [{ actionType: "doPlaybook", playbookName: ${name}, playbookUuid: ${uuid} }]`,
  );

const listed: readonly (readonly [string, string])[] = [
  ["a field with its operator", conditions('{ "host.ip": { equals: "10.0.0.1" } }')],
  [
    "a value that is not listed",
    conditions('{ alert_level: { equals: "severe", in: ["serious", pulumi.output("x")] } }'),
  ],
  [
    "several values, and an operator without one",
    conditions("{ alert_level: { equals: { a: true, b: true }, isNull: true } }"),
  ],
  ["a field of event rules", conditions('{ threat_level: { equals: "serious" } }')],
  ["the playbook", run('"WafBlockIP"', '"u1"')],
  ["the playbook as an output", run('pulumi.output("WafBlockIP" as const)', 'pulumi.output("u1" as const)')],
  ["the playbook of the stack's configuration", run('"WafBlockIP"', 'new pulumi.Config().require("uuid")')],
  ["JSON text", rule('conditions: { alert_level: { equals: "serious" } }, actions: "[]"')],
  [
    "what getPlaybooks finds",
    `soar.getPlaybooksOutput().playbooks.apply(([found]) => {
      if (found) { const { playbookName, playbookUuid } = found; ${run("playbookName", "playbookUuid")} }
    });`,
  ],
  [
    "the raw form with whatever the account lacks",
    rule(
      'executionCondition: [{ left: { value: "new" }, operator: "like" }], actions: [{ actionType: "other", x: 1 }]',
    ),
  ],
  [
    "its conditions, as an output",
    `${conditions('{ alert_level: { equals: "serious" } }').replace("new", "export const made = new")}
    export const level = made.conditions?.apply((conditions) => conditions?.alert_level?.equals);`,
  ],
];

const unlisted: readonly (readonly [string, string, string])[] = [
  ["a field", conditions('{ alert_levl: { equals: "serious" } }'), "'alert_levl' does not exist"],
  ["an operator", conditions('{ "host.ip": { in: ["a"] } }'), "'in' does not exist"],
  ["an operator of another field", conditions("{ threat_level: { isNull: true } }"), "'isNull' does not exist"],
  ["the name of a playbook", run('"WafBlockIp"', '"u1"'), '"WafBlockIP"'],
  ["the UUID of a playbook", run('"WafBlockIP"', '"u2"'), '"u1"'],
  ["any text as a UUID", run('"WafBlockIP"', "String(1)"), '"u1"'],
];

describe("with the declaration", () => {
  test.each(listed)("%s compiles", (_what, program) => {
    expect(errorsBeside([account], program)).toEqual([]);
  });

  test.each(unlisted)(
    "%s that the account lacks does not, and the error says what there is",
    (_what, program, message) => {
      const errors = errorsBeside([account], program);
      expect(errors).toHaveLength(1);
      expect(errors[0]).toContain(message);
    },
  );
});

describe("without it", () => {
  const all = [...listed, ...unlisted].map(([what, program]) => [what, program] as const);
  test.each(all)("%s compiles", (_what, program) => {
    expect(errorsBeside(undefined, program)).toEqual([]);
  });
});

test.each([undefined, [account]])("a list for an operator that takes one value does not compile", (accounts) => {
  expect(errorsBeside(accounts, conditions('{ alert_level: { equals: ["serious", "remind"] } }'))).not.toEqual([]);
});

describe("of several accounts", () => {
  const other = {
    ...account,
    accountId: "2",
    fields: { alert: [field("more", ["like"])], event: [field("threat_level", ["like"])] },
    playbooks: [{ uuid: "u2", name: "Other", paramType: "" }],
  };
  test("what any of them lists compiles", () => {
    expect(
      errorsBeside([account, other], conditions('{ more: { like: "x" }, threat_level: { equals: "x", like: "y" } }')),
    ).toEqual([]);
    expect(errorsBeside([account, other], run('"Other"', '"u2"'))).toEqual([]);
    expect(errorsBeside([account, other], conditions('{ none: { like: "x" } }'))).toHaveLength(1);
  });

  test("what one of them does not tell stays open", () => {
    const silent = { ...other, fields: { ...other.fields, event: [] }, playbooks: [] };
    for (const [, program] of unlisted) expect(errorsBeside([account, silent], program)).toEqual([]);
  });
});

test("no name of the account ends a comment or a text of the declaration", () => {
  const odd = {
    ...account,
    fields: { alert: [{ ...field('a"*/\u202e\n`', ['"'], ["\\"]), dataType: "*/ x" }], event: [field("b", ["="])] },
    playbooks: [{ uuid: '"', name: "*/\n", paramType: "" }],
  };
  expect(errorsBeside([odd], "")).toEqual([]);
});
