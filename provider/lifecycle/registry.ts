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
  /** Joins those that want to create under a key, behind those that wanted it before. */
  queue(key: string): Turn;
}

/** A place in the queue of those that want to create under a key. */
export interface Turn {
  /** Whether no other living process stands before this one. */
  isUp(): boolean;
  /** Leaves the queue. */
  end(): void;
}

/** The registry of a process that knows of no other. */
export const ALONE: Registry = {
  held: () => {},
  released: () => {},
  others: () => [],
  queue: () => ({ isUp: () => true, end: () => {} }),
};

/** What tells a holding of one process from its others. */
export function holdingKey({ kind, id, centre }: Thing): string {
  return `${kind}/${centre}/${id}`;
}

function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** Whether both are the same thing. */
export function isSame(a: Thing, b: Thing): boolean {
  return a.id === b.id && areAlike(a, b);
}

/** Whether a holding will be called the same as another thing of its kind. */
export function isCalled(a: Holding, b: Omit<Holding, "id" | "by">): boolean {
  return a.title === b.title && areAlike(a, b);
}

function areAlike(a: Omit<Thing, "id">, b: Omit<Thing, "id">): boolean {
  return a.kind === b.kind && agree(a.centre, b.centre) && agree(a.account, b.account);
}
