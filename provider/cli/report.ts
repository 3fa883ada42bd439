import { InvalidArgumentError } from "commander";
import type { Catalogue } from "../catalogue/catalogue";
import { leftOutOfPreview } from "../judged-rules/engine";
import { readPreview, resourcesOfPreview } from "../judged-rules/planned";
import { version } from "../version";
import { command, EXIT, flag, optional, parsed, word } from "./command";
import { catalogueIn, fileName, read, readOrInput, writeGiven } from "./given-files";
import type { ReportedChange, ReportResult } from "./printed";
import { takeDash } from "./rules-source";

const HELP = `
What runs when this is applied comes first, then what becomes live, what stops, and what acts differently; in each, what does more
than write on an event first. What does not change is counted only. A comment has at most 65,536 characters: what is left out
is counted, and stands in the page. No network and no credentials are needed. Exit code 0: written, 2: bad input.

A preview, a simulation or a lint that failed, so that its file is empty or says why, is told in the comment.
The first line, which is not to be seen, is <!-- alicloud-soar report --> or, with --name prod, <!-- alicloud-soar report prod -->: by it a
pipeline finds the comment that it wrote before.

A preview that was made with --show-secrets shows them here, too: nothing tells them from other values there.`;

const REMEDY = 'Name the preview with --preview, or pipe in what "pulumi preview --json --show-sames" prints.';

/** `alicloud-soar report`: what a preview changes, for whoever approves it. */
export const reportCommand = command({
  name: "report",
  description: "tell what a preview changes as one comment of a pull request: what becomes live or stops first",
  example: `pulumi preview --json --show-sames > preview.json
alicloud-soar lint --preview preview.json --json > lint.json
alicloud-soar simulate --preview preview.json --history history.jsonl.gz --json > simulation.json
alicloud-soar report --preview preview.json --lint lint.json --simulation simulation.json --html report.html > comment.md`,
  options: {
    preview: optional("--preview <file>", 'what "pulumi preview --json --show-sames" printed; default: standard input'),
    lint: optional("--lint <file>", 'what "alicloud-soar lint --json" printed'),
    simulation: optional("--simulation <file>", 'what "alicloud-soar simulate --json" printed'),
    catalog: optional("--catalog <file>", 'what "alicloud-soar catalog" wrote: what playbooks are called'),
    name: parsed("--name <name>", "name of the stack, where a pull request has several", nameOfComment, undefined),
    html: parsed(
      "--html <file>",
      "file to write as one page, too: a map, search and filter, every change",
      fileName,
      undefined,
    ),
    json: flag("--json", "print the changes as JSON instead"),
  },
  run: async ({ preview, lint, simulation, catalog, name, html, json }) => {
    const { readLint, readSimulation } = await import("../report/given.js");
    const { reportOf } = await import("../report/report.js");
    const findings = lint === undefined ? undefined : await read(lint, readLint);
    const simulated = simulation === undefined ? undefined : await read(simulation, readSimulation);
    const playbooks = catalog === undefined ? undefined : namesIn(await catalogueIn(catalog));
    const planned = await readOrInput(preview, readPlanned, REMEDY);
    const report = reportOf({
      ...planned,
      ...(playbooks && { playbooks }),
      ...(findings && { findings }),
      ...(simulated && { simulation: simulated }),
    });
    if (html !== undefined) {
      const { pageOf } = await import("../report/page.js");
      await writeGiven(html, pageOf(report));
    }
    if (json) {
      const { unchanged, others } = report;
      const shown: ReportResult = { version, changes: report.changes.map(shownChange), unchanged, others };
      console.log(JSON.stringify(shown, null, 2));
    } else {
      const { markdownOf } = await import("../report/markdown.js");
      process.stdout.write(markdownOf(report, name));
    }
    return EXIT.succeeded;
  },
}).addHelpText("after", HELP);

takeDash(reportCommand);

/** What a preview says. One that printed nothing failed: whoever reads the comment has to know, as an earlier one may be there. */
function readPlanned(text: string) {
  if (text.trim() === "") return { resources: [], leftOut: ["The preview printed nothing."], isFailed: true };
  const preview = readPreview(text);
  return { resources: resourcesOfPreview(preview), leftOut: leftOutOfPreview(preview), isFailed: preview.isFailed };
}

function nameOfComment(given: string): string {
  const name = word(given);
  // It stands in a comment of HTML, which "--" may end.
  if (/^[\w./-]+$/.test(name) && !name.includes("--")) return name;
  throw new InvalidArgumentError('It must consist of letters, digits and "._/-".');
}

/** Names of playbooks by UUID, of all accounts of a catalogue. */
function namesIn({ accounts }: Catalogue): ReadonlyMap<string, string> {
  return new Map(accounts.flatMap(({ playbooks }) => playbooks.map(({ uuid, name }) => [uuid, name] as const)));
}

function shownChange({ urn, name, kind, operation, group, isDangerous, before, after, properties }: ReportedChange) {
  return {
    urn,
    name,
    kind,
    operation,
    group,
    isDangerous,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    properties,
  };
}
