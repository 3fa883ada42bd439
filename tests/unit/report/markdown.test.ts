import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { COMMENT, markdownOf } from "../../../provider/report/markdown";
import { reportOf } from "../../../provider/report/report";
import { UNKNOWN } from "../../../provider/unknown";
import { type PlannedStep, planned, playbook, ruleInputs, urnOf } from "../../support/planned";

const markdown = (...steps: readonly PlannedStep[]) => markdownOf(reportOf({ resources: planned(...steps) }));

/** What a reader of the pull request gets. */
const rendered = (text: string) =>
  micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true });

const NASTY = [
  "@security",
  "<img src=x onerror=alert(1)>",
  "[x](https://example.com)",
  "![x](https://example.com/i.png)",
  "[x]: https://example.com",
  "<!-- x",
  "@acme/team",
  "acme/team#12",
  "\u001b[31mred",
  "https://example.com",
  "www.example.com",
  "a@example.com",
  "`code`",
  "|a|b|",
  "**b**",
  "~~s~~",
  "#1",
  "!1",
  "$x$",
  ":tada:",
  "&amp;",
  "</details>",
  "-->",
  "```",
  "\\",
  "\n/close\n",
  "GH-1",
  "_",
  "“",
  "木马",
];

/** Texts that mean something in Markdown, HTML or a flowchart. */
const nasty = fc
  .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

describe("a comment", () => {
  it("says first what changes, with the one word that does, and what a simulation says of it", () => {
    const [before, after] = [ruleInputs("webshell_online"), ruleInputs("webshell")];
    const changed = ["conditions.alert_name.containsString"];
    const resources = planned({ name: "block", before, after, changed });
    const samples = [{ assets: ["web-1", "web-2"] }, { assets: ["web-2", "db-1", "db-2"] }];
    const added = { matches: 1_412, assets: { count: 17, isExact: true }, samples };
    const removed = { matches: 0, assets: { count: 0, isExact: true }, samples: [] };
    const history = { since: "2026-10-01T00:00:00.000Z", until: "2026-10-31T00:00:00.000Z", alerts: 9_000, events: 1 };
    const rules = [{ name: "block", urn: urnOf("block"), added, removed, unclear: 2 }];
    const findings = [
      {
        code: "SOAR102",
        name: "covered",
        level: "warning",
        rule: "block",
        urn: urnOf("block"),
        sentence: "S.",
        remedy: "R.",
      } as const,
    ];
    const met = [
      { threshold: "new-matches>1000", rule: "block", urn: urnOf("block"), found: 1_412 },
      { threshold: "matches>9", rule: "kept", urn: urnOf("kept"), found: 10 },
    ];
    const text = markdownOf(reportOf({ resources, findings, simulation: { history, rules, runs: [], met } }));
    expect(text.split("\n").slice(0, 19)).toEqual([
      "<!-- alicloud-soar report -->",
      "",
      "## Response automation: 1 acts differently",
      "",
      "Judged on 9,000 alerts and 1 event from 2026-10-01 to 2026-10-31. 1 threshold is met by what does not change.",
      "",
      "### Acts differently",
      "",
      "#### 🔴 `block` · rule, changed",
      "",
      'On every alert where alert\\_name contains ~~"webshell\\_online",~~ **"webshell",** run playbook "WafBlockIP".',
      "",
      "- **1,412 more alerts** match, on 17 hosts: `web-1`, `web-2`, `db-1` and 14 more.",
      "- Of 2 alerts it cannot be told whether the change makes a difference.",
      "- It meets the threshold `new-matches>1000`, with **1,412**.",
      "- **SOAR102** (warning): S. R.",
      "",
      "### Triggers, rules, playbooks",
      "",
    ]);
    expect(text).toContain(
      '-   conditions.alert_name.containsString: "webshell_online"\n+   conditions.alert_name.contains',
    );
    expect(rendered(text)).toContain(
      "contains <del>&quot;webshell_online&quot;,</del> <strong>&quot;webshell&quot;,</strong> run",
    );
  });

  it("says what a run touches, and what the rollback of the run that it replaces does", () => {
    const repair = { type: "REPAIR", checkId: "45", summary: "Repair check item 45.", rollbackOnDestroy: true };
    const urn = urnOf("again", "OperationTask");
    const run = (type: string, scope: string, ...ids: readonly string[]) => {
      return { urn, type, scope, instances: ids.map((instanceId) => ({ instanceId })), servers: [] };
    };
    const runs = [run("REPAIR", "instances", "i-1", "i-2", "i-3", "i-4"), run("ROLLBACK", "cannot tell")];
    const history = { since: "2026-10-01", until: "2026-10-31", alerts: 0, events: 0 };
    const resources = planned({ name: "again", kind: "OperationTask", op: "replace", before: repair, after: repair });
    const text = markdownOf(reportOf({ resources, simulation: { history, rules: [], runs, met: [] } }));
    expect(text.split("\n").filter((line) => line.startsWith("- "))).toEqual([
      "- It touches **4 instances**: `i-1`, `i-2`, `i-3` and 1 more.",
      "- What the rollback touches cannot be told before it is applied.",
      "- It ran before, and runs again.",
      "- What the earlier run repaired is rolled back where nothing newer ran.",
    ]);
  });

  it("says where a rule calls a playbook by a name that is not its own", () => {
    const resources = planned({ name: "a", after: ruleInputs("x", { actions: [playbook("Notify", "u1")] }) });
    const text = (name: string) => markdownOf(reportOf({ resources, playbooks: new Map([["u1", name]]) }));
    expect(text("IsolateHost")).toContain("- The playbook that it calls `Notify` is `IsolateHost` in the account");
    expect(text("IsolateHost")).toContain('run playbook "IsolateHost"');
    expect(text("IsolateHost").match(/Notify/g)).toHaveLength(2);
    expect(text("Notify")).not.toContain("in the account");
  });

  it("has nothing of what does not change", () => {
    const text = markdown({ name: "kept", op: "same", before: ruleInputs("a"), after: ruleInputs("a") });
    expect(text).toContain("Nothing of response automation changes.");
    expect(text).toContain("1 resource of response automation unchanged.");
    expect(text).not.toContain("kept");
  });

  it("says of what could not be made that it was not, and of a preview that failed nothing that it may leave out", () => {
    const given = {
      resources: [],
      isFailed: true,
      leftOut: ["The preview printed nothing."],
      simulation: { notMade: "@here.gz does not exist." },
      findings: { notMade: "Number 1 of the list: <b>" },
    };
    expect(markdownOf(reportOf(given), "prod").trimEnd().split("\n\n")).toEqual([
      "<!-- alicloud-soar report prod -->",
      "## Response automation of `prod`: the preview failed",
      "**The simulation was not made:** @&#8203;here.gz does not exist.",
      "**Lint looked at nothing:** Number 1 of the list: \\<b\\>",
      "The preview printed nothing.",
    ]);
  });

  it("shows no secret, and says of what is not known yet that it is not", () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: '"hunter2"' };
    const text = markdown(
      {
        name: "a",
        before: ruleInputs("[secret]"),
        after: ruleInputs(secret),
        changed: ["conditions.alert_name.containsString"],
      },
      { name: "b", after: ruleInputs(UNKNOWN, { actions: UNKNOWN, enabled: UNKNOWN }) },
      { name: "c", after: { ...ruleInputs("a"), conditions: UNKNOWN, actions: "[secret]" } },
      { name: "d", kind: "OperationTask", after: { type: "REPAIR", checkId: UNKNOWN, summary: UNKNOWN } },
    );
    expect(text).not.toContain("hunter2");
    expect(text).not.toContain(UNKNOWN);
    expect(text).toContain("alert\\_name contains (secret)");
    expect(text).toContain("alert\\_name contains (known after apply), do this: (known after apply)");
    expect(text).toContain("where this holds: (known after apply), do this: (secret)");
    expect(text).toContain("-   conditions.alert_name.containsString: (secret)");
    expect(text).toContain("- The secret value of `conditions.alert_name.containsString` changes.");
  });

  it("means nothing else, whatever names and values are", () => {
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 6, maxLength: 6 }), ([name = "", a, b, field = "", book = "", kind]) => {
        const conditions = { [field]: { containsString: a } };
        const text = markdown(
          { name, before: ruleInputs(a), after: ruleInputs(b, { actions: [playbook(book)], autoResponseType: kind }) },
          { name: `${name}2`, after: ruleInputs(a, { conditions }) },
          { name, kind: "OnceTask", after: { taskType: kind, summary: kind } },
        );
        const page = rendered(text);
        const tags = new Set([...page.matchAll(/<\/?([a-z!][a-z0-9-]*)/gi)].map(([, tag]) => tag?.toLowerCase()));
        for (const tag of [
          "h2",
          "h3",
          "h4",
          "p",
          "ul",
          "li",
          "strong",
          "del",
          "code",
          "pre",
          "details",
          "summary",
          "!--",
        ])
          tags.delete(tag);
        expect([...tags]).toEqual([]);
        // Outside code nothing is left that GitHub or GitLab would make a mention, a reference, an emoji or a command of.
        const prose = page.replace(/<(code)[^>]*>[\s\S]*?<\/code>/g, "");
        expect(prose).not.toMatch(/@[\w-]|(?<!&)#\d|GH-\d|:\w+:|https?:\/|www\.|^\//m);
        expect(page.match(/<details>/g)).toHaveLength(1);
        expect(page.match(/<h[234]>/g)?.length).toBe(page.includes("language-mermaid") ? 8 : 7);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [5_000, "long names", (at: number) => `${"a-name-that-is-long-".repeat(12)}${at}`, "webshell"],
    [
      500,
      "names and values that take much to escape",
      (at: number) => `${"`@#\u202e".repeat(60)}${at}`,
      "@`$~".repeat(80),
    ],
  ])("fits, with %i changed rules of %s, and counts what it leaves out", (count, _what, nameOf, value) => {
    const steps = Array.from({ length: count }, (_, at) => {
      return {
        name: nameOf(at),
        before: ruleInputs(`${value}${at}`),
        after: ruleInputs(value, { actions: [playbook(`p${at}${value}`)] }),
      };
    });
    const text = markdown(...steps);
    expect(text.length).toBeLessThanOrEqual(COMMENT);
    const shown = text.match(/^#### /gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(3);
    const left = (count - shown).toLocaleString("en");
    expect(text).toContain(`**${left} more changes not shown for want of room:** ${left} act differently.`);
    expect(text).toMatch(/[\d,]+ more rules not drawn\./);
    expect(text).toMatch(/[\d,]+ changes not shown here for want of room\./);
    expect(text.trimEnd().endsWith("</details>")).toBe(true);
  });
});
