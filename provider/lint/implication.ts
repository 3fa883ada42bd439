import { conditionOf } from "../evaluation/condition";
import type { Finding } from "../evaluation/findings";
import { canonicalText } from "../json";
import { type ExecutionConditionItem, withoutSilentKeys } from "../rule-language/conditions";
import { hasHidden } from "../unknown";
import { type Atom, atomImplies, atomsExclude, type Claim, claimOf } from "./atoms";

/**
 * A condition, ready to be compared with others. What is told of two holds whichever way the questions are answered that no
 * document answers: whether capitals count, or how texts compare that are no numbers. What cannot be told so is not told.
 */
export interface Said {
  /** The condition as the rule has it. */
  readonly item: ExecutionConditionItem;
  readonly field: string;
  /** One text for all that are written alike; absent where a part is not to be seen. */
  readonly text?: string;
  /** What it says, or what it denies; absent where it cannot be taken apart. */
  readonly claim?: Claim;
  /** Whether it denies its claim. */
  readonly isNegated: boolean;
  /** Whether it holds of a value of its field. */
  readonly test: (value: string) => Finding;
}

/** Makes a condition ready. */
export function saidBy(item: ExecutionConditionItem): Said {
  const { compared, test } = conditionOf(item);
  const claim = compared && claimOf(compared, compared.value);
  return {
    item,
    field: item.left.value,
    ...(!hasHidden(item) && { text: canonicalText(withoutSilentKeys(item)) }),
    ...(claim && { claim }),
    isNegated: compared?.isNegated ?? false,
    test,
  };
}

/** Whether the second certainly holds wherever the first does. */
export function implies(one: Said, other: Said): boolean {
  if (one.field !== other.field) return false;
  return (one.text !== undefined && one.text === other.text) || impliesClaim(one, other);
}

function impliesClaim(one: Said, other: Said): boolean {
  const [claim, wanted] = [one.claim, other.claim];
  if (claim === undefined || wanted === undefined) return false;
  if (one.isNegated) return other.isNegated && covers(wanted, claim);
  if (!other.isNegated) return covers(claim, wanted);
  // What has no value is neither told to be nor not to be something.
  return hasOneValue(one) && claim.atoms.every(({ how }) => how !== "isnull") && excludes(claim, wanted);
}

/** Whether all conditions can hold together: false only where they certainly cannot. */
export function contradiction(all: readonly Said[]): readonly Said[] | undefined {
  for (const one of all) {
    if (one.claim === undefined || one.isNegated) continue;
    if (isContradictory(one.claim)) return [one];
    const others = all.filter((other) => other !== one && other.field === one.field && hasOneValue(other));
    const against = alternatives(one.claim).map((claim) =>
      others.find((other) => impliesClaim({ ...one, claim }, { ...other, isNegated: !other.isNegated })),
    );
    if (against.every((other) => other !== undefined)) return [one, ...new Set(against)];
  }
  return undefined;
}

/** A property of an entity may have several values, of which one may hold what another denies. */
function hasOneValue({ field }: Said): boolean {
  return !field.includes(".");
}

function alternatives(claim: Claim): readonly Claim[] {
  return claim.quantifier === "any" ? claim.atoms.map(single) : [claim];
}

function isContradictory({ quantifier, atoms }: Claim): boolean {
  return quantifier === "all" && atoms.some((one) => atoms.some((other) => atomsExclude(one, other)));
}

function single(atom: Atom): Claim {
  return { quantifier: "all", atoms: [atom] };
}

function covers(one: Claim, other: Claim): boolean {
  if (other.quantifier === "all" && other.atoms.length > 1) return other.atoms.every((b) => covers(one, single(b)));
  if (one.quantifier === "any") return one.atoms.every((a) => other.atoms.some((b) => atomImplies(a, b)));
  return one.atoms.some((a) => other.atoms.some((b) => atomImplies(a, b)));
}

function excludes(one: Claim, other: Claim): boolean {
  if (one.quantifier === "any" && one.atoms.length > 1) return one.atoms.every((a) => excludes(single(a), other));
  if (other.quantifier === "any") return other.atoms.every((b) => one.atoms.some((a) => atomsExclude(a, b)));
  return one.atoms.some((a) => other.atoms.some((b) => atomsExclude(a, b)));
}
