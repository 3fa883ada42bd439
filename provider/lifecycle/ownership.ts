import { hash } from "node:crypto";
import type { Context } from "../api/context";
import { canonicalText } from "../json";
import { nameIn } from "../urn";
import { PartialFailure } from "./partial-failure";
import { ALONE, type Holding, holdingKey, isCalled, isSame, type Registry, type Thing, type Turn } from "./registry";

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

interface CheckedNow {
  /** Where the resource stands; absent where its class could not say. */
  readonly urn?: string;
  /** Whether check made its name. */
  readonly autoNamed: boolean;
  /** Whether there were no recorded inputs. */
  readonly isNew: boolean;
}

const OTHER_NAME = "give this one another name";

/** Between two looks whether a turn has come, milliseconds. */
const TURN_MS = 100;

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

  /**
   * Makes the resources of a context part of a deployment of several processes.
   * @param centre the data-management centre of the resources that do not say another one
   */
  static join({ collections }: Context, registry: Registry, centre?: string): void {
    deployments.set(collections, new Ownership(registry, centre));
  }

  /** What this process holds, by id. */
  readonly #holdings = new Map<string, readonly Holding[]>();
  readonly #checked = new Map<string, Checked>();
  readonly #byUrn = new Map<string, Thing>();
  readonly #replaced: Thing[] = [];
  readonly #read: Thing[] = [];
  readonly #creations = new Map<string | undefined, Promise<Creation | undefined>>();

  /** The account of this process, once it is known. */
  account: string | undefined;

  constructor(
    private readonly registry: Registry,
    private readonly centre?: string,
  ) {}

  /**
   * Notes a resource as check saw it: the verbs that follow get its inputs, but neither name nor URN. A check without
   * recorded inputs, after one with them, is that of a replacement: what was recorded is given up.
   */
  checked(kind: string, inputs: object, { urn, autoNamed, isNew }: CheckedNow): void {
    const key = keyOf(kind, inputs);
    const others = this.#checked.get(key)?.urns.filter((other) => other !== urn) ?? [];
    this.#checked.set(key, { urns: urn === undefined ? others : [...others, urn], autoNamed });
    const replaced = isNew && urn !== undefined ? this.#byUrn.get(urn) : undefined;
    if (replaced === undefined) return;
    this.release(replaced);
    this.replacing(replaced);
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
    const name = title ?? (urn && `"${nameIn(urn)}"`) ?? thing.id;
    if (isAnother) throw declaredTwice(thing.kind, name, other);
    if (urn !== undefined) this.#byUrn.set(urn, thing);
    this.#hold({ ...thing, by: "recorded", urn, title: title && digestOf(title) });
  }

  /** Notes a thing that a refresh reads: the state has it, so no stopped deployment left it. */
  read(thing: Thing): void {
    this.#read.push(thing);
  }

  /** Whether a refresh has read a thing in this process. */
  wasRead(thing: Thing): boolean {
    return this.#read.some((read) => isSame(read, thing));
  }

  /** Notes that a thing is being replaced: it is deleted like any other, and what replaces it must not take it over. */
  replacing(thing: Thing): void {
    this.#replaced.push(thing);
  }

  /** Whether a thing is another resource's, or the one that is being replaced, so that a new resource leaves it alone. */
  isTaken(thing: Thing): boolean {
    return this.holder(thing) !== undefined || this.#replaced.some((replaced) => isSame(replaced, thing));
  }

  /** A thing that the state has and that is in another account than the one given. */
  elsewhere(account: string): Thing | undefined {
    return [...this.#held(), ...this.#replaced].find(
      (thing) => thing.account !== undefined && thing.account !== account,
    );
  }

  /** Notes that a resource being created has taken over a thing, before the creation has ended. */
  took(thing: Thing): void {
    this.#hold({ account: this.account, ...thing, by: "created" });
  }

  /** Forgets a thing: it is deleted, or its resource is being replaced. */
  release(thing: Thing): void {
    const held = this.#holdings.get(thing.id) ?? [];
    this.#holdings.set(
      thing.id,
      held.filter((holding) => !isSame(holding, thing)),
    );
    for (const holding of held.filter((holding) => isSame(holding, thing))) this.registry.released(holding);
  }

  /** Who holds a thing in this deployment. */
  holder(thing: Thing): Holding | undefined {
    const wanted = { ...thing, account: thing.account ?? this.account };
    const isIt = (holding: Holding) => isSame(holding, wanted);
    return this.#holdings.get(thing.id)?.find(isIt) ?? this.registry.others().find(isIt);
  }

  /** Who holds what is called `title` once the deployment is done, but for `id`. */
  namesake(kind: string, title: string, id?: string): Holding | undefined {
    const wanted = { kind, title: digestOf(title), account: this.account };
    return [...this.#held(), ...this.registry.others()].find(
      (holding) => holding.id !== id && isCalled(holding, wanted),
    );
  }

  /**
   * Lets one resource at a time create under a key, and only the first. A later one gets an error that names both. An engine
   * that tries a failed create again gets the thing that the first try made (pulumi/pulumi#24683).
   * @param work creates the thing; `begun` is what an earlier try of the same resource made
   * @throws when another resource of this deployment was created under the same key, or is being created at the deadline
   */
  async create<Result extends Begun>(
    context: Pick<Context, "clock" | "signal" | "deadline">,
    creating: Creating,
    work: (begun: Begun | undefined) => Promise<Result>,
  ): Promise<Result> {
    const { kind, inputs, key, title, remedy, centre = this.centre } = creating;
    const { urns = [] } = this.#checked.get(keyOf(kind, inputs)) ?? {};
    const urn = urns.length === 1 ? urns[0] : undefined;
    const slot = key === undefined ? urn && `${kind} of ${urn}` : `${kind}/${key}`;
    let begun: Begun | undefined;
    const isRetry = (made: Creation) =>
      made.inputs === canonicalText(inputs) &&
      (urn === undefined ? urns.length === 0 && made.failed : made.urn === urn);
    for (let earlier = this.#creations.get(slot); earlier !== undefined; earlier = this.#creations.get(slot)) {
      const made = await earlier;
      // Of several that wait for one that failed, the first goes on.
      if (this.#creations.get(slot) !== earlier) continue;
      if (made !== undefined && !isRetry(made)) throw declaredTwice(kind, title, made, remedy);
      begun = made;
      this.#creations.delete(slot);
    }
    const claim = digestOf([this.account, centre, slot].join(" "));
    const turn = key === undefined ? undefined : this.registry.queue(claim);
    const result = this.#inTurn(context, creating, turn).then(() => work(begun));
    const settled = result
      .then(({ id, joined }): Begun & { failed: boolean } => ({ id, joined, failed: false }))
      .catch((error: unknown) => (error instanceof PartialFailure ? { id: error.id, failed: true } : undefined))
      .then((made): Creation | undefined => {
        if (made === undefined) return undefined;
        this.#hold({ kind, id: made.id, account: this.account, centre, by: "created", urn, title: digestOf(title) });
        return { ...made, inputs: canonicalText(inputs), urn };
      })
      .finally(() => turn?.end());
    if (slot !== undefined) this.#creations.set(slot, settled);
    await settled;
    return result;
  }

  /** Waits until no other process of the deployment creates the same thing; it must not have. */
  async #inTurn(
    { clock, signal, deadline = Number.POSITIVE_INFINITY }: Pick<Context, "clock" | "signal" | "deadline">,
    { kind, title, remedy = OTHER_NAME, centre = this.centre }: Creating,
    turn?: Turn,
  ): Promise<void> {
    if (turn === undefined) return;
    while (!turn.isUp()) {
      if (clock.now() >= deadline)
        throw new Error(
          `${kind} ${title} was not created: another resource of this deployment was still creating the same. ` +
            `Remove one of the two, or ${remedy}.`,
        );
      await clock.sleep(TURN_MS, signal);
    }
    const made = { kind, title: digestOf(title), account: this.account, centre };
    const other = this.registry.others().find((holding) => holding.by === "created" && isCalled(holding, made));
    if (other !== undefined) throw declaredTwice(kind, title, other, remedy);
  }

  #held(): readonly Holding[] {
    return [...this.#holdings.values()].flat();
  }

  #hold(holding: Holding): void {
    const others = this.#holdings.get(holding.id)?.filter((other) => holdingKey(other) !== holdingKey(holding)) ?? [];
    this.#holdings.set(holding.id, [...others, holding]);
    this.registry.held(holding);
  }
}

/** A name or a key may be secret, and what processes tell each other stands in a file. */
function digestOf(text: string): string {
  return hash("sha256", text).slice(0, 16);
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
  remedy = OTHER_NAME,
): Error {
  return new Error(
    `${kind} ${title} is declared twice: ${inWords(other)} already is ${other.id}. Remove one of the two, or ${remedy}.`,
  );
}

/** The resource that holds a thing, in sentences. */
export function inWords({ urn }: Pick<Holding, "urn">): string {
  return urn === undefined ? "another resource of this deployment" : `resource "${nameIn(urn)}"`;
}

function keyOf(kind: string, inputs: object): string {
  return `${kind} ${canonicalText(inputs)}`;
}
