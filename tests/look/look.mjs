// `npm run look`: opens the page of a report in a real browser, uses it, and leaves pictures of it.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { previewOf, simulationOf } from "../bench/preview-json.mjs";
import { lookAtMap } from "./map.mjs";

/** Not dependencies of this repository: 70 MB that one command needs. */
const NEEDED = ["@sparticuz/chromium@153", "puppeteer-core@25", "@mermaid-js/tiny@12"];

const folder = join(tmpdir(), "alicloud-soar-look");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{"private":true}');
const { status } = spawnSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...NEEDED], {
  cwd: folder,
  stdio: "inherit",
});
if (status !== 0) process.exit(1);
const load = createRequire(join(folder, "package.json"));
const { default: chromium } = await import(pathToFileURL(load.resolve("@sparticuz/chromium")));
const { default: puppeteer } = await import(pathToFileURL(load.resolve("puppeteer-core")));
const browser = await puppeteer.launch({
  args: chromium.args,
  executablePath: await chromium.executablePath(),
  headless: "shell",
});
const wrong = [];
try {
  for (const rules of [5, 500]) await look(rules);
  const mermaid = join(folder, "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js");
  await lookAtMap(browser, mermaid, folder, (what) => wrong.push(`map: ${what}`));
} finally {
  await browser.close();
}
for (const one of wrong) console.error(one);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function look(rules) {
  const [preview, simulation, html] = ["preview.json", "simulation.json", "page.html"].map((name) =>
    join(folder, `${rules}-${name}`),
  );
  writeFileSync(preview, JSON.stringify(previewOf(rules)));
  writeFileSync(simulation, JSON.stringify(simulationOf(rules)));
  const main = fileURLToPath(new URL("../../dist/provider/cli/main.js", import.meta.url));
  const made = spawnSync(process.execPath, [
    main,
    "report",
    "--preview",
    preview,
    "--simulation",
    simulation,
    "--html",
    html,
  ]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const page = await browser.newPage();
  const expect = (what, is) => is || wrong.push(`${rules} rules: ${what}`);
  page.on("console", (message) => wrong.push(`${rules} rules: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${rules} rules: ${error}`));
  page.on("request", (request) => expect(`asked for ${request.url()}`, request.url().startsWith("file:")));
  await page.setViewport({ width: 1100, height: 900 });
  await page.goto(pathToFileURL(html).href);
  const shown = () => page.$$eval(".card:not([hidden])", (cards) => cards.length);
  expect("a card for every change", (await shown()) === rules + 1);
  expect(
    "nothing is wider than the page",
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
  );
  for (const theme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme }]);
    const picture = join(folder, `${rules}-${theme}.png`);
    await page.screenshot({ path: picture });
    console.log(picture);
  }
  await page.keyboard.press("/");
  await page.keyboard.type("block-webshell-0");
  expect("/ and words find one", (await shown()) === 1);
  await page.screenshot({ path: join(folder, `${rules}-search.png`) });
  await page.keyboard.press("Escape");
  expect("Escape shows all again", (await shown()) === rules + 1);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect("a group is filtered from the keyboard", (await shown()) === rules);
  await page.keyboard.press("Space");
  await page.evaluate(() => document.querySelector(".map a").focus());
  await page.keyboard.press("Enter");
  expect("the map leads to a card", /^#c\d+$/.test(new URL(page.url()).hash));
  await page.$eval(".card details", (details) => details.setAttribute("open", ""));
  await page.screenshot({ path: join(folder, `${rules}-card.png`) });
  await page.setViewport({ width: 390, height: 800 });
  expect(
    "nothing is wider than a telephone",
    await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
  );
  await page.screenshot({ path: join(folder, `${rules}-narrow.png`) });
  await page.close();
}
