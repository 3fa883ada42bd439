import { createHash } from "node:crypto";
import type { Context } from "../api/context";
import { canonicalText } from "../json";
import { resourceNameIn } from "./auto-name";
import { PartialFailure } from "./partial-failure";

/** A thing of the cloud. Ids are unique in one account and data-management centre; what is not known matches all. */
export interface Thing {
  readonly kind: string;
  readonly id: string;
  readonly account?: string;
  readonly centre?: string;
}

/** What one resource of a deployment holds: a thing of the cloud that no other resource may take, change or delete. */
export interface Holding extends Thing {
  /** How it came to be held: the state had it, or this deployment created it or took it over. */
  readonly by: "recorded" | "created";
  /** Where the resource stands that holds it; absent where its class could not say. */
  readonly urn?: string;
  /** A digest of what it will be called once the deployment is done, as no other thing of the deployment may be. */
  readonly title?: string;
}

/** What the processes of one deployment tell each other. */
export interface Registry {
  /** Tells that this process holds a thing. */
  held(holding: Holding): void;
  /** Tells that this process does not hold it any more. */
  released(holding: Holding): void;
  /** What the other living processes of the deployment hold. */
  others(): readonly Holding[];
}

/** A resource as its check saw it, until the engine asks for more. */
interface Checked {
  /** The resources with these very inputs, the last checked last. */
  readonly urns: readonly string[];
  readonly autoNamed: boolean;
}

/** What a create made, or took over. */
export interface Begun {
  readonly id: string;
  /** Whether somebody else had started it. */
  readonly joined?: boolean;
}

/** One check. */
interface CheckedNow {
  /** Where the resource stands; absent where its class could not say. */
  readonly urn?: string;
  /** Whether check made its name. */
  readonly autoNamed: boolean;
  /** Whether there were no recorded inputs. */
  readonly isNew: boolean;
}

const ALONE: Registry = { held: () => {}, released: () => {}, others: () => [] };

const deployments = new WeakMap<Context["collections"], Ownership>();

/**
 * Who holds what in one deployment. An explicit provider is a process of its own, so what is held is known across
 * processes. The engine checks and diffs whatever stays in the program before it deletes anything plainly.
 */
export class Ownership {
  /** The ownership of the deployment that a context belongs to. */
  static of({ collections }: Context): Ownership {
    const known = deployments.get(collections) ?? new Ownership(ALONE);
    deployments.set(collections, known);
    return known;
  }

  /** Makes the resources of a context part of a deployment of several processes. */
  static join({ collections }: Context, registry: Registry): void {
    deployments.set(collections, new Ownership(registry));
  }

  readonly #holdings = new Map<string, Holding>();
  readonly #checked = new Map<string, Checked>();
  readonly #byUrn = new Map<string, Thing>();
  readonly #replaced: Thing[] = [];
  readonly #creations = new Map<string | undefined, Promise<Creation | undefined>>();

  /** The account of this process, once it is known. */
  account: string | undefined;

  constructor(private readonly registry: Registry) {}

  /**
   * Notes a resource as check saw it: the verbs that follow get its inputs, but neither name nor URN. A check without
   * recorded inputs, after one with them, is that of a replacement: what was recorded is given up.
   */
  checked(kind: string, inputs: object, { urn, autoNamed, isNew }: CheckedNow): void {
    const key = keyOf(kind, inputs);
    const others = this.#checked.get(key)?.urns.filter((other) => other !== urn) ?? [];
    this.#checked.set(key, { urns: urn === undefined ? others : [...others, urn], autoNamed });
    const replaced = isNew && urn !== undefined ? this.#byUrn.get(urn) : undefined;
    if (replaced !== undefined) this.release(replaced);
  }

  /** Whether check made the name in these inputs, in this process. */
  isAutoNamed(kind: string, inputs: object): boolean {
    return this.#checked.get(keyOf(kind, inputs))?.autoNamed ?? false;
  }

  /**
   * Notes a resource that the state has and the program keeps. What was not checked before is compared for another reason, by
   * a refresh or because it depends on what is replaced, and holds nothing: it may have left the program.
   * @throws when another resource of the deployment has created or taken over the same thing
   */
  recorded(thing: Thing, inputs: object, title: string | undefined): void {
    const checked = this.#checked.get(keyOf(thing.kind, inputs));
    if (checked === undefined) return;
    const urn = checked.urns.at(-1);
    const other = this.holder(thing);
    const isAnother = other !== undefined && other.urn !== urn && (other.by === "created" || other.urn !== undefined);
    const name = title ?? (urn && `"${resourceNameIn(urn)}"`) ?? thing.id;
    if (isAnother) throw declaredTwice(thing.kind, name, other);
    if (urn !== undefined) this.#byUrn.set(urn, thing);
    this.#hold({ ...thing, by: "recorded", urn, title: digestOf(title) });
  }

  /** Notes that a thing is being replaced: it is deleted like any other, and what replaces it must not take it over. */
  replacing(thing: Thing): void {
    this.#replaced.push(thing);
  }

  /** Whether a thing is another resource's, or the one that is being replaced, so that a new resource leaves it alone. */
  isTaken(thing: Thing): boolean {
    return this.holder(thing) !== undefined || this.#replaced.some((replaced) => isSame(replaced, thing));
  }

  /** Notes that a resource being created has taken over a thing, before the creation has ended. */
  took(thing: Thing): void {
    this.#hold({ account: this.account, ...thing, by: "created" });
  }

  /** Forgets a thing: it is deleted, or its resource is being replaced. */
  release(thing: Thing): void {
    for (const [key, holding] of this.#holdings) {
      if (!isSame(holding, thing)) continue;
      this.#holdings.delete(key);
      this.registry.released(holding);
    }
  }

  /** Who holds a thing in this deployment. */
  holder(thing: Thing): Holding | undefined {
    const wanted = { ...thing, account: thing.account ?? this.account };
    for (const holding of this.#holdings.values()) if (isSame(holding, wanted)) return holding;
    return this.registry.others().find((holding) => isSame(holding, wanted));
  }

  /** Who holds what is called `title` once the deployment is done, but for `id`. */
  namesake(kind: string, title: string, id?: string): Holding | undefined {
    const [digest, { account }] = [digestOf(title), this];
    const isIt = (holding: Holding) =>
      holding.kind === kind && holding.title === digest && holding.id !== id && agree(holding.account, account);
    return [...this.#holdings.values()].find(isIt) ?? this.registry.others().find(isIt);
  }

  /**
   * Lets one resource at a time create under a key, and only the first. A later one gets an error that names both. An engine
   * that tries a failed create again gets the thing that the first try made (pulumi/pulumi#24683).
   * @param work creates the thing; `begun` is what an earlier try of the same resource made
   * @throws when another resource of this deployment was created under the same key
   */
  async create<Result extends Begun>(
    { kind, inputs, key, title, remedy, centre }: Creating,
    work: (begun: Begun | undefined) => Promise<Result>,
  ): Promise<Result> {
    const { urns = [] } = this.#checked.get(keyOf(kind, inputs)) ?? {};
    const urn = urns.length === 1 ? urns[0] : undefined;
    const slot = key === undefined ? urn && `${kind} of ${urn}` : `${kind}/${key}`;
    let begun: Begun | undefined;
    for (let earlier = this.#creations.get(slot); earlier !== undefined; earlier = this.#creations.get(slot)) {
      const made = await earlier;
      // Of several that wait for one that failed, the first goes on.
      if (this.#creations.get(slot) !== earlier) continue;
      if (made === undefined) {
        this.#creations.delete(slot);
        continue;
      }
      const isSame = urn === undefined ? urns.length === 0 && made.failed : made.urn === urn;
      const isRetry = isSame && made.inputs === canonicalText(inputs);
      if (!isRetry) throw declaredTwice(kind, title, made, remedy);
      begun = made;
      this.#creations.delete(slot);
    }
    const result = work(begun);
    const settled = result
      .then(({ id, joined }): Begun & { failed: boolean } => ({ id, joined, failed: false }))
      .catch((error: unknown) => (error instanceof PartialFailure ? { id: error.id, failed: true } : undefined))
      .then((made): Creation | undefined => {
        if (made === undefined) return undefined;
        this.#hold({ kind, id: made.id, account: this.account, centre, by: "created", urn, title: digestOf(title) });
        return { ...made, inputs: canonicalText(inputs), urn };
      });
    if (slot !== undefined) this.#creations.set(slot, settled);
    await settled;
    return result;
  }

  #hold(holding: Holding): void {
    this.#holdings.set(holdingKey(holding), holding);
    this.registry.held(holding);
  }
}

/** What tells a holding of one process from its others. */
export function holdingKey({ kind, id, centre }: Thing): string {
  return `${kind}/${centre}/${id}`;
}

/** A name may be secret, and what processes tell each other stands in a file. */
function digestOf(title: string | undefined): string | undefined {
  return title && createHash("sha256").update(title).digest("hex").slice(0, 16);
}

function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function isSame(a: Thing, b: Thing): boolean {
  return a.id === b.id && a.kind === b.kind && agree(a.centre, b.centre) && agree(a.account, b.account);
}

/** What is being created. */
export interface Creating {
  readonly kind: string;
  readonly inputs: object;
  /** What two resources must not share; undefined for what nothing tells from another: that is never declared twice. */
  readonly key: string | undefined;
  /** What it is called in sentences. */
  readonly title: string;
  /** What to do instead of removing one of two; default: another name. */
  readonly remedy?: string;
  /** Data-management centre, where the resource says it. */
  readonly centre?: string;
}

/** How an earlier create ended. */
interface Creation extends Begun {
  /** Whether a later step failed, so that the engine may try again. */
  readonly failed: boolean;
  readonly inputs: string;
  readonly urn?: string;
}

/** The error for two resources of one deployment that mean the same thing of the cloud. */
export function declaredTwice(
  kind: string,
  title: string,
  other: Pick<Holding, "id" | "urn">,
  remedy = "give this one another name",
): Error {
  return new Error(
    `${kind} ${title} is declared twice: ${inWords(other)} already is ${other.id}. Remove one of the two, or ${remedy}.`,
  );
}

/** The resource that holds a thing, in sentences. */
export function inWords({ urn }: Pick<Holding, "urn">): string {
  return urn === undefined ? "another resource of this deployment" : `resource "${resourceNameIn(urn)}"`;
}

function keyOf(kind: string, inputs: object): string {
  return `${kind} ${canonicalText(inputs)}`;
}
