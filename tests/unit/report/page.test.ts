import { expect, it } from "vitest";
import { pageOf } from "../../../provider/report/page";
import { reportOf } from "../../../provider/report/report";
import { type PlannedStep, planned, playbook, ruleInputs } from "../../support/planned";

const page = (...steps: readonly PlannedStep[]) => pageOf(reportOf({ resources: planned(...steps) }));

it("a page has every change, with the word that changed", () => {
  const steps = Array.from({ length: 500 }, (_, at) => {
    return { name: `rule-${at}`, before: ruleInputs(`web-${at}`), after: ruleInputs("web") };
  });
  const text = page(...steps, { name: "kept", op: "same", before: ruleInputs("a"), after: ruleInputs("a") });
  expect(text.match(/<article /g)).toHaveLength(500);
  expect(text).toContain("contains <del>&quot;web-7&quot;,</del> <ins>&quot;web&quot;,</ins> run playbook");
  expect(text).toContain("500 rules act differently");
  expect(text).not.toContain("kept");
});

it("a page loads nothing, and runs nothing but its own script, whatever names and values are", () => {
  const evil = `"><script>alert(1)</script><img src=https://example.com/x onerror='alert(1)'>`;
  const text = page(
    {
      name: evil,
      before: ruleInputs(evil),
      after: ruleInputs("x", { actions: [playbook(evil)], autoResponseType: evil }),
    },
    { name: "t", kind: "OnceTask", after: { taskType: evil, summary: evil } },
  );
  expect(text.match(/<script/g)).toHaveLength(1);
  expect(text).not.toMatch(/<(img|link|iframe|object)|<[^>]* (src|href)="(?!#c\d+")|<[a-z][^>]* on\w+=/);
  expect(text).toMatch(/default-src &#39;none&#39;; style-src &#39;sha256-\S+&#39;; script-src &#39;sha256-\S+&#39;;/);
});

it("a page of a preview that changes nothing says so", () => {
  const text = page({ name: "kept", op: "same", before: ruleInputs("a"), after: ruleInputs("a") });
  expect(text).toContain("<p>nothing changes.</p>");
  expect(text).not.toContain('<div class="tools"');
});
