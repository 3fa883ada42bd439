import fc from "fast-check";
import { expect, it } from "vitest";
import { mapOf } from "../../../provider/report/map";
import { mermaidOf } from "../../../provider/report/mermaid";
import { reportOf } from "../../../provider/report/report";
import { visible } from "../../../provider/wording";
import names from "../../support/hostile-names.json";
import { planned, playbook, ruleInputs } from "../../support/planned";

const HOSTILE = [...names, "x".repeat(10_000)];

/** The lines that a map may have: in a label are only letters, digits, blanks, and codes of other signs. */
const LABEL = String.raw`(?:[\p{L}\p{M}\p{N} ]|#\d+;)*`;
const LINES = [
  "flowchart LR",
  String.raw`  t\d+\(\["${LABEL}"\]\)`,
  String.raw`  r\d+\["${LABEL}"\]:::(live|stops|differs)`,
  String.raw`  d\d+\["${LABEL}"\]`,
  String.raw`  d\d+\[\["${LABEL}"\]\]`,
  String.raw`  [tr]\d+ (==>|-\. no longer \.->|-->) [rd]\d+`,
  "  classDef (live|stops|differs) stroke:#[0-9a-f]{6},stroke-width:3px(,stroke-dasharray:5)?",
].map((line) => new RegExp(`^${line}$`, "u"));

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(" "));

it("a map means nothing else, whatever rules, playbooks and triggers are called", () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, book, trigger) => {
      const actions = [playbook(book, "u"), { actionType: book }];
      const resources = planned(
        { name, before: ruleInputs("ab"), after: ruleInputs("a", { actions, autoResponseType: trigger }) },
        { name: `${name} 2`, before: ruleInputs("a", { actions }) },
        { name: `${name} 3`, after: ruleInputs("a", { actions }) },
      );
      const lines = mermaidOf(mapOf(reportOf({ resources }).changes));
      expect(lines.filter((line) => !LINES.some((pattern) => pattern.test(line)))).toEqual([]);
      const labels = lines.flatMap((line) => /"(.*)"/u.exec(line)?.[1] ?? []);
      const read = labels.map((label) => label.replace(/#(\d+);/g, (_all, code) => String.fromCodePoint(Number(code))));
      // A reader sees the beginning of the name.
      expect(read.some((label) => visible(name).startsWith(label.replace(/…$/, "")))).toBe(true);
      expect(Math.max(...read.map((label) => label.length))).toBeLessThan(1_100);
    }),
    { numRuns: 200 },
  );
});
