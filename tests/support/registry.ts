import { type Holding, holdingKey, type Registry } from "../../provider/lifecycle/ownership";

/** What the processes of one deployment tell each other: each call makes the registry of one more process. */
export function sharedRegistry(): () => Registry {
  const processes: Map<string, Holding>[] = [];
  return () => {
    const own = new Map<string, Holding>();
    processes.push(own);
    return {
      held: (holding) => void own.set(holdingKey(holding), holding),
      released: (holding) => void own.delete(holdingKey(holding)),
      others: () => processes.filter((one) => one !== own).flatMap((one) => [...one.values()]),
    };
  };
}
