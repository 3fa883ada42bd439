import { counted, quote, series, word } from "../wording";
import type { CheckParameter, CheckRepair, SimulatedRun, TouchedInstance } from "./result";

/** So many instances or servers are listed; --json has all. */
const SHOWN = 50;

/** A repair, rollback or scan that would run, for a reader at a terminal. */
export function runLines(run: SimulatedRun): string[] {
  const { name, operation, instances, servers, parameters, repair, notes } = run;
  return [
    `${quote(name)} (${operation}): ${whatRuns(run)}`,
    ...listed(instances, instanceInWords),
    ...listed(servers, word),
    ...(parameters.length === 0 ? [] : [`  with ${inWords(parameters)}`]),
    ...(repair ? repairLines(repair, parameters) : []),
    ...notes.map((sentence) => `  ${sentence}`),
  ];
}

function listed<Item>(items: readonly Item[], say: (item: Item) => string): string[] {
  const more = items.length - SHOWN;
  return [...items.slice(0, SHOWN).map(say), ...(more > 0 ? [`and ${more} more`] : [])].map((line) => `    ${line}`);
}

/** What the service says of the repair: what it sets, where the program does not, and what to think of before. */
function repairLines(
  { isSupported, restarts, canRollBack, parameters }: CheckRepair,
  given: SimulatedRun["parameters"],
) {
  const others = parameters.filter(({ name }) => !given.some((one) => one.name === name));
  const said = [
    ...(isSupported === false ? ["The service cannot make it."] : []),
    ...(restarts ? ["It needs a restart."] : []),
    ...(canRollBack === false ? ["It cannot be rolled back."] : []),
    ...(others.length > 0 ? [`It sets ${series(others, parameterInWords)}.`] : []),
  ];
  return said.map((sentence) => `  ${sentence}`);
}

function parameterInWords({ name, from, isHidden, value, byDefault }: CheckParameter): string {
  if (isHidden) return `${word(name)} (not shown)`;
  if (value !== undefined) return `${word(name)} ${quote(value)} (configured)`;
  if (byDefault !== undefined) return `${word(name)} ${quote(byDefault)} (by default)`;
  const told = { asset: "by what the asset has", configured: "(nothing is configured)", run: "(nothing is given)" };
  return `${word(name)} ${from === undefined ? "(not told)" : told[from]}`;
}

function whatRuns({
  kind,
  type = "a task that is known after apply",
  checkId,
  scope,
  instances,
  servers,
}: SimulatedRun): string {
  const check = checkId === undefined ? "a check item that is known after apply" : `check ${checkId}`;
  const what = kind === "OnceTask" ? word(type) : `${word(type)} of ${check}`;
  const on = {
    instances: counted(instances.length, "instance"),
    check: `every instance that fails${instances.length === 0 ? "" : `, now ${instances.length}`}`,
    selection: "a selection of assets",
    servers: counted(servers.length, "server"),
    all: "all that a scan of this type can be of",
    "cannot tell": "what is known after apply",
  }[scope];
  return `${what} on ${on}`;
}

function instanceInWords({ instanceId, regionId, name, status, settings = [], sets = [] }: TouchedInstance): string {
  const title = name === undefined || name === instanceId ? "" : ` ${quote(name)}`;
  const where = regionId === undefined ? "" : ` in ${word(regionId)}`;
  const result = status === undefined ? "" : `: ${word(status)}`;
  const now = settings.length === 0 ? "" : `; now ${inWords(settings)}`;
  const latest = sets.length === 0 ? "" : `; the latest such run has ${inWords(sets)}`;
  return `${word(instanceId)}${title}${where}${result}${now}${latest}`;
}

function inWords(parameters: SimulatedRun["parameters"]): string {
  return series(
    parameters,
    ({ name, value }) => `${word(name)} ${value === undefined ? "(not to be seen)" : quote(value)}`,
  );
}
