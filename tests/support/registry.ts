import type { Holding, Registry } from "../../provider/lifecycle/ownership";

/** What the processes of one deployment tell each other: each call makes the registry of one more process. */
export function sharedRegistry(): () => Registry {
  const processes: Map<string, Holding>[] = [];
  return () => {
    const own = new Map<string, Holding>();
    processes.push(own);
    return {
      held: (holding) => void own.set(`${holding.kind}/${holding.id}`, holding),
      released: (kind, id) => void own.delete(`${kind}/${id}`),
      others: () => processes.filter((one) => one !== own).flatMap((one) => [...one.values()]),
    };
  };
}
