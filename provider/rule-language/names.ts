import { closest } from "../closest";
import { quote, series } from "../wording";
import type { Actions } from "./actions";
import { rawOf, type WrittenConditions } from "./conditions";
import { comparesWhole, meanSame } from "./operators";
import { isVerbatim } from "./verbatim";

/** A field that the service lists. */
export interface ListedField {
  readonly field: string;
  /** What stands in a condition, e.g. `containsString`. */
  readonly operators: readonly string[];
  /** The values it can have; empty when any will do. */
  readonly values: readonly string[];
}

/** A playbook that the service lists. */
export interface ListedPlaybook {
  readonly name: string;
  readonly uuid: string;
}

/** One condition, as far as the service lists what it can say. */
export interface NamedCondition {
  readonly field: string;
  readonly operator: string;
  /** The values that the field is compared with. */
  readonly values: readonly string[];
}

/** The conditions of a rule, in whichever form; none of a text that no document describes. */
export function namedConditions(written: WrittenConditions): NamedCondition[] {
  const raw = rawOf(written);
  if (isVerbatim(raw)) return [];
  return raw.map(({ left, operator, right }) => {
    const values = right === undefined ? [] : [right.value].flat().map(String);
    return { field: left.value, operator, values };
  });
}

/** The types of a rule's actions, as far as they can be told. */
export function namedActionTypes(actions: Actions): string[] {
  return isVerbatim(actions) ? [] : actions.map(({ actionType }) => actionType);
}

/** The playbooks that a rule runs. */
export function namedPlaybooks(actions: Actions): ListedPlaybook[] {
  if (isVerbatim(actions)) return [];
  return actions
    .filter(({ actionType }) => actionType === "doPlaybook")
    .map(({ playbookName, playbookUuid }) => ({ name: String(playbookName), uuid: String(playbookUuid) }));
}

/**
 * Why a condition names what the service does not list, if it does: a sentence.
 * @param elsewhere the types of rules that the field is listed for, where these are others
 */
export function unlistedName(
  { field, operator }: Omit<NamedCondition, "values">,
  fields: readonly ListedField[],
  elsewhere: readonly string[],
): string | undefined {
  const listed = fields.find((one) => one.field === field);
  const names = fields.map((one) => one.field);
  if (listed === undefined && elsewhere.length > 0) {
    return `${whole(field)} is a field of ${elsewhere.map(whole).join(" and ")} rules only: there are ${series(names, whole)}.`;
  }
  if (listed === undefined) return `${whole(field)} is no field of such rules: ${meant(closest(field, names), names)}`;
  if (listed.operators.includes(operator)) return undefined;
  const same = listed.operators.find((one) => meanSame(one, operator));
  const near = same ?? closest(operator, listed.operators);
  return `${whole(operator)} is no operator of the field ${whole(field)}: ${meant(near, listed.operators)}`;
}

/** What is odd about a condition that compares a field with a value which the service does not list for it: a sentence. */
export function unlistedValue(
  { field, operator, values }: NamedCondition,
  fields: readonly ListedField[],
): string | undefined {
  const known = fields.find((one) => one.field === field)?.values ?? [];
  const odd = known.length === 0 ? [] : values.filter((value) => !known.includes(value));
  const [first] = odd;
  if (first === undefined || !comparesWhole(operator)) return undefined;
  const near = odd.length === 1 ? closest(first, known) : undefined;
  const which = `${series(odd, whole)}, which ${odd.length === 1 ? "is" : "are"} not listed for it`;
  return `${whole(field)} is compared with ${which}: ${meant(near, known)}`;
}

/** What to do about a value that is not listed, after the sentence about it: it is sent. */
export const UNLISTED_VALUE_REMEDY = "Correct it, unless the list is known to be incomplete.";

/** Why an action names a playbook that the service does not list, if it does: a sentence. */
export function unlistedPlaybook(
  { name, uuid }: ListedPlaybook,
  playbooks: readonly ListedPlaybook[],
): string | undefined {
  if (playbooks.some((one) => one.uuid === uuid)) return undefined;
  const uuids = playbooks.map((one) => one.uuid);
  const find = (key: "name" | "uuid", text: string | undefined) => playbooks.find((one) => one[key] === text);
  const names = playbooks.map((one) => one.name);
  const near = find("name", name) ?? find("uuid", closest(uuid, uuids)) ?? find("name", closest(name, names));
  const says = near && `${whole(near.uuid)}, which is ${whole(near.name)}`;
  return `${whole(uuid)} is the UUID of no playbook: ${says ? `did you mean ${says}?` : `there are ${series(names, whole)}.`}`;
}

/** Which playbook the UUID of an action is, where the name beside it is that of another one: a sentence. */
export function contradictedPlaybook(
  { name, uuid }: ListedPlaybook,
  playbooks: readonly ListedPlaybook[],
): string | undefined {
  const run = playbooks.find((one) => one.uuid === uuid);
  // A name that is not listed may be the real name, of which DescribePlaybooks tells nothing.
  const isOfAnother = run?.name !== name && playbooks.some((one) => one.name === name);
  if (run === undefined || !isOfAnother) return undefined;
  return `${whole(name)} is the name of another playbook: the UUID ${whole(uuid)}, which counts, is ${whole(run.name)}.`;
}

/** How a committed catalogue calls the playbook of an action, where the name beside the UUID is that of another one, or mistyped: a sentence. */
export function misnamedPlaybook(
  { name, uuid }: ListedPlaybook,
  playbooks: readonly ListedPlaybook[],
): string | undefined {
  const run = playbooks.filter((one) => one.uuid === uuid);
  const [first] = run;
  if (first === undefined || run.some((one) => one.name === name)) return undefined;
  // A name that is not listed may be the real name, of which DescribePlaybooks tells nothing.
  const isOfAnother = playbooks.some((one) => one.name === name);
  if (!isOfAnother && closest(name, [first.name]) === undefined) return undefined;
  return `${whole(name)} is not its name: the playbook of this UUID is ${whole(first.name)} in the catalogue, and the UUID decides.`;
}

/** Why a word that the documents do not have is taken for a mistyped one of theirs, if it is: a sentence. */
export function mistypedWord(what: string, typed: string, documented: readonly string[]): string | undefined {
  const near = documented.includes(typed) ? undefined : closest(typed, documented);
  return near && `${whole(typed)} is no documented ${what}: did you mean ${whole(near)}?`;
}

/** The same, of a word that is secret. */
export function mistypedSecret(what: string, documented: readonly string[]): string {
  return `Its ${what}, which is secret, looks like a mistyped one of ${series(documented, whole)}.`;
}

/** What conditions name that the service does not list, in words that tell nothing of them. */
export function unlistedSecretNames(fields: readonly ListedField[]): string {
  const names = series(fields, ({ field }) => whole(field));
  return `Its conditions, which are secret, name a field or an operator that is not listed: there are the fields ${names}.`;
}

/** The same of the values that fields are compared with. */
export const UNLISTED_SECRET_VALUE =
  "its conditions, which are secret, compare a field with a value that is not listed for it.";

/** The same of playbooks. */
export function unlistedSecretPlaybooks(playbooks: readonly ListedPlaybook[]): string {
  const names = series(playbooks, ({ name }) => whole(name));
  return `Its actions, which are secret, run a playbook that is not listed: there are ${names}.`;
}

/** The same of a name and a UUID that are not one playbook's. */
export const CONTRADICTED_SECRET_PLAYBOOK =
  "its actions, which are secret, name one playbook and have the UUID of another, which counts.";

/** A secret is hidden where it stands as a whole, so nothing is cut. */
function whole(name: string): string {
  return quote(name, Number.POSITIVE_INFINITY);
}

function meant(near: string | undefined, all: readonly string[]): string {
  return near === undefined ? `there are ${series(all, whole)}.` : `did you mean ${whole(near)}?`;
}
