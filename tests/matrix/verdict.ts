import { isDeepStrictEqual } from "node:util";
import type { State } from "../../provider/emulator/index.ts";
import type { Found, Kind } from "./kinds.ts";
import type { Plan } from "./plan.ts";
import type { Recorded, World } from "./world.ts";

/** What went wrong in a case, each with a sentence. */
export interface Verdict {
  readonly lost: string[];
  readonly doubled: string[];
  readonly taken: string[];
  /** The program did not come to its end, or the next deployment had something to do. */
  readonly unsettled: string[];
}

export function clean(): Verdict {
  return { lost: [], doubled: [], taken: [], unsettled: [] };
}

/** Adds what `from` found; `where` says in which case. */
export function merge(into: Verdict, from: Verdict, where?: string): Verdict {
  for (const [name, sentences] of Object.entries(from) as [keyof Verdict, string[]][])
    into[name].push(...sentences.map((sentence) => (where === undefined ? sentence : `${where}: ${sentence}`)));
  return into;
}

/** What the clouds hold of somebody else's, by id. */
export type Bystanders = readonly ReadonlyMap<string, object>[];

/** What there is before the first deployment. */
export function bystandersIn(kind: Kind, states: readonly State[]): Bystanders {
  return states.map(
    (state) =>
      new Map(
        kind
          .things(state)
          .filter(({ made, id }) => !kind.sharesTarget || (!made && id === "8109"))
          .map(({ id, content }) => [id, structuredClone(content)]),
      ),
  );
}

/** The things of a kind that are not a bystander's. */
export function ours(
  kind: Kind,
  states: readonly State[],
  bystanders: Bystanders,
  isMeant: (thing: Found) => boolean = () => true,
): readonly string[] {
  return states.flatMap((state, cloud) => [
    ...new Set(
      kind
        .things(state)
        .filter((thing) => thing.made && !bystanders[cloud]?.has(thing.id) && isMeant(thing))
        .map(({ id }) => `${cloud}/${id}`),
    ),
  ]);
}

/**
 * Counts what was lost, doubled or taken.
 * @param things how many there must be; undefined where a person is asked what to do with what is in no state
 */
export async function judge(
  world: World,
  kind: Kind,
  things: Plan["things"] | undefined,
  bystanders: Bystanders,
  into: Verdict,
): Promise<void> {
  const there = ours(kind, world.clouds.states, bystanders);
  const recorded = await idsIn(world, kind);
  const isAmong = (id: string, things: readonly string[]) => things.some((thing) => thing.endsWith(`/${id}`));
  for (const id of recorded) {
    if (bystanders.some((known) => known.has(id))) into.taken.push(`${id} is somebody else's, and in the state`);
    else if (!isAmong(id, there)) into.lost.push(`${id} is recorded, and not there`);
  }
  judgeBystanders(world, kind, bystanders, into);
  if (things === undefined) return;
  const [least, most] = typeof things === "number" ? [things, things] : things;
  const orphans = kind.stays ? [] : there.filter((thing) => !recorded.some((id) => isAmong(id, [thing])));
  for (const id of orphans) into.doubled.push(`${id} is there, and in no state`);
  if (there.length < least) into.lost.push(`there are ${there.length} things instead of ${least}`);
  if (there.length - orphans.length > most) into.doubled.push(`there are ${there.length} things instead of ${most}`);
}

/** Finds what somebody else had that is gone or changed. */
export function judgeBystanders(world: World, kind: Kind, bystanders: Bystanders, into: Verdict): void {
  for (const [cloud, known] of bystanders.entries()) {
    const state = world.clouds.states[cloud];
    const now = new Map(state && kind.things(state).map(({ id, content }) => [id, content]));
    for (const [id, content] of known)
      if (!isDeepStrictEqual(now.get(id), content)) into.taken.push(`${id} is somebody else's, and was changed`);
  }
}

/** The ids that the states of all stacks have of a kind. */
async function idsIn(world: World, kind: Kind): Promise<string[]> {
  const resources: Recorded[] = [];
  for (const stack of world.deployed) resources.push(...(await world.recorded(stack)));
  return resources
    .filter(({ type, pendingReplacement }) => type.endsWith(`:${kind.name}`) && !pendingReplacement)
    .flatMap(({ id }) => id ?? []);
}
