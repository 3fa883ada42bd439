import type { Context } from "../api/context";
import { canonicalText } from "../json";
import { resourceNameIn } from "./auto-name";
import { PartialFailure } from "./partial-failure";

/** What one resource of a deployment holds: a thing of the cloud that no other resource may take, change or delete. */
export interface Holding {
  readonly kind: string;
  readonly id: string;
  /** How it came to be held: the state had it, or this deployment created it or took it over. */
  readonly by: "recorded" | "created";
  /** Where the resource stands that holds it; absent where its class could not say. */
  readonly urn?: string;
  /** What it will be called once the deployment is done, as no other thing of the deployment may be. */
  readonly title?: string;
}

/** What the processes of one deployment tell each other. */
export interface Registry {
  /** Tells that this process holds a thing. */
  held(holding: Holding): void;
  /** Tells that this process does not hold it any more. */
  released(kind: string, id: string): void;
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
  readonly #idsByUrn = new Map<string, string>();
  readonly #creations = new Map<string | undefined, Promise<Creation | undefined>>();

  constructor(private readonly registry: Registry) {}

  /**
   * Notes a resource as check saw it: the verbs that follow get its inputs, but neither name nor URN. A check without
   * recorded inputs, after one with them, is that of a replacement: what was recorded is given up.
   */
  checked(kind: string, inputs: object, { urn, autoNamed, isNew }: CheckedNow): void {
    const key = keyOf(kind, inputs);
    const others = this.#checked.get(key)?.urns.filter((other) => other !== urn) ?? [];
    this.#checked.set(key, { urns: urn === undefined ? others : [...others, urn], autoNamed });
    const replaced = isNew && urn !== undefined ? this.#idsByUrn.get(urn) : undefined;
    if (replaced !== undefined) this.release(kind, replaced);
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
  recorded(kind: string, id: string, inputs: object, title: string | undefined): void {
    const checked = this.#checked.get(keyOf(kind, inputs));
    if (checked === undefined) return;
    const urn = checked.urns.at(-1);
    const other = this.holder(kind, id);
    const isAnother = other !== undefined && other.urn !== urn && (other.by === "created" || other.urn !== undefined);
    if (isAnother) throw declaredTwice(kind, title ?? (urn && `"${resourceNameIn(urn)}"`) ?? id, other);
    if (urn !== undefined) this.#idsByUrn.set(urn, id);
    this.#hold({ kind, id, by: "recorded", urn, title });
  }

  /** Notes that a resource being created has taken over `id`, before the creation has ended. */
  took(kind: string, id: string): void {
    this.#hold({ kind, id, by: "created" });
  }

  /** Forgets `id`: it is deleted, or its resource is being replaced. */
  release(kind: string, id: string): void {
    if (this.#holdings.delete(`${kind}/${id}`)) this.registry.released(kind, id);
  }

  /** Who holds `id` in this deployment. */
  holder(kind: string, id: string): Holding | undefined {
    const own = this.#holdings.get(`${kind}/${id}`);
    return own ?? this.registry.others().find((holding) => holding.kind === kind && holding.id === id);
  }

  /** Who holds what is called `title` once the deployment is done, but for `id`. */
  namesake(kind: string, title: string, id?: string): Holding | undefined {
    const isIt = (holding: Holding) => holding.kind === kind && holding.title === title && holding.id !== id;
    return [...this.#holdings.values()].find(isIt) ?? this.registry.others().find(isIt);
  }

  /**
   * Lets one resource at a time create under a key, and only the first. A later one gets an error that names both. An engine
   * that tries a failed create again gets the thing that the first try made (pulumi/pulumi#24683).
   * @param work creates the thing; `begun` is what an earlier try of the same resource made
   * @throws when another resource of this deployment was created under the same key
   */
  async create<Result extends Begun>(
    { kind, inputs, key, title, remedy }: Creating,
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
        this.#hold({ kind, id: made.id, by: "created", urn, title });
        return { ...made, inputs: canonicalText(inputs), urn };
      });
    if (slot !== undefined) this.#creations.set(slot, settled);
    await settled;
    return result;
  }

  #hold(holding: Holding): void {
    this.#holdings.set(`${holding.kind}/${holding.id}`, holding);
    this.registry.held(holding);
  }
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
