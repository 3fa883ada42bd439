import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Config } from "../../../provider/api/configuration/config";
import { type AccountCatalogue, CATALOGUE_FILE, textOfCatalogue } from "../../../provider/catalogue/catalogue";
import { CommittedCatalogue } from "../../../provider/catalogue/committed";
import { check } from "../../../provider/lifecycle/check";
import { automateResponseConfig as kind } from "../../../provider/resources/automate-response-config/verbs";
import { UNKNOWN } from "../../../provider/unknown";

const config: Config = { region: "cn-hangzhou", maxCallsPerSecond: 10, readTimeout: 60_000 };
const field = (name: string, operators: string[], values: string[] = []) => {
  return { field: name, dataType: "varchar", operators, values };
};
const account: AccountCatalogue = {
  accountId: "1130916744880001",
  regionId: "cn-hangzhou",
  asOf: "2026-11-01",
  fields: {
    alert: [
      field("alert_name", ["containsString", "equals"]),
      field("alert_level", ["equals", "in"], ["remind", "serious"]),
    ],
    event: [field("threat_level", ["equals"])],
  },
  playbooks: [{ uuid: "bdad6220", name: "WafBlockIP", paramType: "template-ip" }],
};
const action = { actionType: "doPlaybook", playbookName: "WafBlockIP", playbookUuid: "bdad6220" };
const rule = {
  ruleName: "block-webshell",
  autoResponseType: "alert",
  conditions: { alert_name: { containsString: "x" }, alert_level: { equals: "serious" } },
  actions: [action],
};
const raw = (name: string, operator: string) => ({
  conditions: undefined,
  executionCondition: [{ left: { value: name }, operator, right: { value: "x" } }],
});

interface Setting {
  /** What the file has. Default: the account of this test. */
  readonly text?: string;
  readonly today?: string;
  readonly more?: Partial<Config>;
  readonly olds?: object;
  readonly secret?: readonly string[];
}

/** What check says of a rule beside a file, and the lines of the catalogue itself. */
function said(edit: object, { text, today = "2026-11-25", more, olds = {}, secret }: Setting = {}) {
  const folder = mkdtempSync(join(tmpdir(), "catalogue-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const content = text ?? textOfCatalogue({ accounts: [account] });
  if (content !== "") writeFileSync(join(folder, CATALOGUE_FILE), content);
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const catalogue = new CommittedCatalogue({ folder, now: () => Date.parse(today), log });
  const options = { olds: { ...olds }, secret, catalogue };
  const { failures, warnings } = check(kind, { ...config, ...more }, { ...rule, ...edit }, options);
  const told = (found: typeof failures) => found.map(({ property, reason }) => `${property}: ${reason}`);
  return { failures: told(failures), warnings: told(warnings), lines, catalogue };
}

const REMEDY =
  'So says soar-catalog.json of 2026-11-01: if the account has it by now, run "npx alicloud-soar catalog"; ' +
  "if it is right as it is, set allowUnknownFields: true";
const FIELD = '"alert_nam" is no field of such rules: did you mean "alert_name"?';

/** What a program may get wrong, where, and the sentence about it. */
const mistakes: readonly (readonly [what: string, edit: object, property: string, sentence: string])[] = [
  ["a field", { conditions: { alert_nam: { equals: "x", containsString: "y" } } }, "conditions.alert_nam", FIELD],
  ["a field whose operators come later", { conditions: { alert_nam: UNKNOWN } }, "conditions.alert_nam", FIELD],
  [
    "an operator",
    { conditions: { alert_name: { containString: "x" } } },
    "conditions.alert_name.containString",
    '"containString" is no operator of the field "alert_name": did you mean "containsString"?',
  ],
  [
    "an operator whose value comes later",
    { conditions: { alert_name: { equal: UNKNOWN } } },
    "conditions.alert_name.equal",
    '"equal" is no operator of the field "alert_name": did you mean "equals"?',
  ],
  [
    "a field of other rules",
    { conditions: { threat_level: { equals: "serious" } } },
    "conditions.threat_level",
    '"threat_level" is a field of "event" rules only: there are "alert_level" and "alert_name".',
  ],
  ["a field of the raw form", raw("alert_nam", "equals"), "executionCondition", FIELD],
  [
    "a playbook, by its place",
    { actions: [{ actionType: "changeEventStatus" }, { ...action, playbookUuid: "bdad6221" }] },
    "actions[1].playbookUuid",
    '"bdad6221" is the UUID of no playbook: did you mean "bdad6220", which is "WafBlockIP"?',
  ],
];

describe("beside a catalogue", () => {
  test("what it lists passes without a word", () => {
    expect(said({})).toMatchObject({ failures: [], warnings: [], lines: [] });
  });

  test.each(mistakes)("%s that it lacks is refused with its path", (_what, edit, property, sentence) => {
    expect(said(edit)).toMatchObject({ failures: [`${property}: ${sentence} ${REMEDY}`], warnings: [], lines: [] });
  });

  test.each(mistakes)("%s that was there before stays", (_what, edit) => {
    const former = check(kind, config, { ...rule, ...edit }).inputs;
    expect(said(edit, { olds: former })).toMatchObject({ failures: [], warnings: [] });
  });

  test("a name that is mistyped beside its UUID is a warning with its path, also of a secret and of an old file", () => {
    const edit = { actions: [{ ...action, playbookName: "WafBlokIP" }] };
    const sentence =
      '"WafBlokIP" is not its name: the playbook of this UUID is "WafBlockIP" in the catalogue, and the UUID decides.';
    const warnings = [`actions[0].playbookName: ${sentence}`];
    expect(said(edit)).toMatchObject({ failures: [], warnings });
    expect(said(edit, { today: "2027-02-01" })).toMatchObject({ failures: [], warnings });
    expect(said(edit, { olds: rule })).toMatchObject({ failures: [], warnings });
    expect(said(edit, { olds: { ...rule, ...edit } })).toMatchObject({ failures: [], warnings: [] });
    expect(said({ actions: [{ ...action, playbookName: UNKNOWN }] })).toMatchObject({ failures: [], warnings: [] });
    expect(JSON.stringify(said(edit, { secret: ["actions"] }).warnings)).not.toContain("WafBlokIP");
    // The real name of a playbook, of which the catalogue may have the display name only.
    expect(said({ actions: [{ ...action, playbookName: "system_waf_book" }] })).toMatchObject({ warnings: [] });
  });

  test("what an edit adds is refused, also beside what was there before", () => {
    const olds = { ...rule, conditions: { odd: { like: "x" } } };
    const { failures } = said({ conditions: { odd: { like: "y" }, more: { like: "x" } } }, { olds });
    expect(failures).toEqual([expect.stringMatching(/^conditions\.more: "more" is no field/)]);
  });

  test("allowUnknownFields lets pass what it lacks, also where that comes later", () => {
    for (const [, edit] of mistakes) {
      expect(said({ ...edit, allowUnknownFields: true }).failures).toEqual([]);
      expect(said({ ...edit, allowUnknownFields: UNKNOWN }).failures).toEqual([]);
    }
  });

  test("a value that it does not list is a warning", () => {
    const { failures, warnings } = said({ conditions: { alert_level: { in: ["serious", "severe"] } } });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      'conditions.alert_level.in: "alert_level" is compared with "severe", which is not listed for it: there are "remind" and "serious". ' +
        "Correct it, unless the list is known to be incomplete.",
    ]);
  });

  test.each([
    ["conditions", { conditions: UNKNOWN }],
    ["what it watches", { autoResponseType: UNKNOWN, conditions: { alert_nam: { equals: "x" } } }],
    ["an item of the raw form", { conditions: undefined, executionCondition: [UNKNOWN] }],
    ["actions", { actions: UNKNOWN }],
    ["a playbook", { actions: [{ ...action, playbookUuid: UNKNOWN }] }],
    ["the view", { roleFor: UNKNOWN, conditions: { alert_nam: { equals: "x" } } }],
  ])("%s that come later are not judged", (_what, edit) => {
    expect(said(edit)).toMatchObject({ failures: [], warnings: [] });
  });

  test("no secret is told, nor what it may mean", () => {
    for (const [, edit, property] of mistakes) {
      const [top = ""] = property.split(/[.[]/, 1);
      const { failures } = said(edit, { secret: ["conditions", "executionCondition", "actions"] });
      expect(failures).toEqual([`${top}: a secret value names what the catalogue lacks`]);
    }
  });
});

describe("a catalogue that does not block", () => {
  const wrong = { conditions: { alert_nam: { equals: "x" } } };

  test("one of more than 30 days says so once, and warns of what it lacks", () => {
    const { failures, warnings, lines, catalogue } = said(wrong, { today: "2026-12-02" });
    catalogue.of({ regionId: "cn-hangzhou" });
    expect({ failures, warnings, lines }).toEqual({
      failures: [],
      warnings: [`conditions.alert_nam: ${FIELD} ${REMEDY}`],
      lines: [
        "warning: soar-catalog.json of 2026-11-01 is more than 30 days old, so that what it lacks is only a warning: " +
          'run "npx alicloud-soar catalog" and commit what it writes.',
      ],
    });
  });

  test.each([
    ["none at all", { text: "" }],
    ["one of another account", { more: { accountId: "1" } }],
    ["one of another region", { more: { region: "ap-southeast-1" } }],
    ["one of another view", { more: { roleFor: "113091674488123456" } }],
    ["one whose account told nothing", { text: textOfCatalogue({ accounts: [{ ...account, fields: {} }] }) }],
  ])("%s changes nothing", (_what, setting) => {
    expect(said(wrong, setting)).toMatchObject({ failures: [], warnings: [], lines: [] });
  });

  test("one that cannot be read is a line", () => {
    expect(said(wrong, { text: "{}" })).toMatchObject({
      failures: [],
      warnings: [],
      lines: [
        'warning: soar-catalog.json is no catalogue: "alicloud-soar catalog" writes one. Names are looked up when a rule is ' +
          "sent, as without it.",
      ],
    });
  });
});
