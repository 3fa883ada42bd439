// What the map of a comment becomes where Mermaid draws it, as on GitHub and GitLab, with names that mean something there.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { state } from "../bench/preview-json.mjs";

const names = JSON.parse(readFileSync(new URL("../support/hostile-names.json", import.meta.url), "utf8"));

/**
 * @param mermaid path of its script
 * @param wrong takes what is not as it should be
 */
export async function lookAtMap(browser, mermaid, folder, wrong) {
  const preview = join(folder, "map-preview.json");
  const inputs = (name) => ({
    autoResponseType: name,
    conditions: { alert_name: { containsString: name } },
    actions: [{ actionType: "doPlaybook", playbookName: name, playbookUuid: name }],
    enabled: true,
  });
  const steps = names.map((name) => {
    const newState = state("AutomateResponseConfig", name, inputs(name));
    return { op: "create", urn: newState.urn, newState };
  });
  writeFileSync(preview, JSON.stringify({ steps }));
  const main = fileURLToPath(new URL("../../dist/provider/cli/main.js", import.meta.url));
  const comment = spawnSync(process.execPath, [main, "report", "--preview", preview], { encoding: "utf8" }).stdout;
  const [, map] = /```+mermaid\n([\s\S]*?)\n```+\n/.exec(comment) ?? [];
  const page = await browser.newPage();
  page.on("dialog", () => wrong("a name runs a script"));
  page.on("request", ({ url }) => wrong(`a name loads ${url()}`));
  await page.addScriptTag({ path: mermaid });
  const drawn = await page.evaluate(async (text) => {
    const { mermaid } = globalThis;
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    const { svg } = await mermaid.render("map", text);
    document.body.innerHTML = svg;
    const labels = [...document.querySelectorAll(".node .nodeLabel")].map(({ textContent }) => textContent);
    return { labels, strange: document.querySelectorAll(".node :is(a, img, script, strong, em, li, i, math)").length };
  }, map);
  await page.screenshot({ path: join(folder, "map.png"), fullPage: true });
  console.log(join(folder, "map.png"));
  if (drawn.labels.length !== 3 * names.length) wrong(`${drawn.labels.length} nodes for ${3 * names.length} names`);
  if (drawn.strange > 0) wrong(`${drawn.strange} names are markup`);
  for (const name of names.filter((one) => /^[ -~]+$/.test(one) && one.length <= 40)) {
    if (!drawn.labels.includes(name)) wrong(`nothing is called ${JSON.stringify(name)}`);
  }
  await page.close();
}
