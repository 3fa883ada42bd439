import type { Context } from "../api/context";
import { PartialFailure } from "./partial-failure";

const deployments = new WeakMap<Context["collections"], Ownership>();

/** What the resources of one deployment hold, so that no two of them ever share one thing of the cloud. */
export class Ownership {
  /** The ownership of the deployment that a context belongs to. */
  static of({ collections }: Context): Ownership {
    const known = deployments.get(collections) ?? new Ownership();
    deployments.set(collections, known);
    return known;
  }

  readonly #ids = new Set<string>();
  readonly #created = new Set<string>();
  readonly #names = new Map<string, Promise<string | undefined>>();

  /** Notes that a resource of this deployment is `id`. */
  hold(kind: string, id: string): void {
    this.#ids.add(`${kind}/${id}`);
  }

  /** Forgets `id` after a delete. */
  release(kind: string, id: string): void {
    this.#ids.delete(`${kind}/${id}`);
  }

  /** Whether a resource of this deployment is `id`. */
  holds(kind: string, id: string): boolean {
    return this.#ids.has(`${kind}/${id}`);
  }

  /**
   * Whether a resource of this deployment was created as `id`, or took it over. One that is deleted under another name, or
   * replaced without a diff (`pulumi up --replace`), must leave it alone: the engine creates first and deletes last.
   */
  created(kind: string, id: string): boolean {
    return this.#created.has(`${kind}/${id}`);
  }

  /**
   * Lets one resource at a time create under `name`, and only the first. A later one gets an error that names both.
   * @param name undefined for what nothing tells from another: that is never declared twice
   * @param remedy what to do instead of removing one of them
   * @throws when another resource of this deployment was created under the same name
   */
  async create<Result extends { readonly id: string }>(
    kind: string,
    name: string | undefined,
    work: () => Promise<Result>,
    remedy?: string,
  ): Promise<Result> {
    const key = `${kind}/${name}`;
    for (let earlier = this.#names.get(key); name !== undefined && earlier; earlier = this.#names.get(key)) {
      const id = await earlier;
      if (id !== undefined) throw declaredTwice(kind, name, id, remedy);
      if (this.#names.get(key) === earlier) this.#names.delete(key);
    }
    const result = work();
    const settled = result
      .catch((error: unknown) => (error instanceof PartialFailure ? error : undefined))
      .then((found) => this.#noteCreated(kind, found?.id));
    if (name !== undefined) this.#names.set(key, settled);
    await settled;
    return result;
  }

  #noteCreated(kind: string, id: string | undefined): string | undefined {
    if (id === undefined) return undefined;
    this.hold(kind, id);
    this.#created.add(`${kind}/${id}`);
    return id;
  }
}

/** The error for two resources of one deployment that mean the same thing of the cloud. */
export function declaredTwice(kind: string, name: string, id: string, remedy = "give this one another name"): Error {
  return new Error(
    `${kind} ${name} is declared twice: another resource of this deployment already is ${id}. ` +
      `Remove one of the two, or ${remedy}.`,
  );
}
