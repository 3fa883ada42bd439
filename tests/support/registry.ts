import { type Holding, holdingKey, type Registry } from "../../provider/lifecycle/registry";

/** What the processes of one deployment tell each other: each call makes the registry of one more process. */
export function sharedRegistry(): () => Registry {
  const processes: Map<string, Holding>[] = [];
  const queues = new Map<string, object[]>();
  return () => {
    const own = new Map<string, Holding>();
    processes.push(own);
    return {
      held: (holding) => void own.set(holdingKey(holding), holding),
      released: (holding) => void own.delete(holdingKey(holding)),
      others: () => processes.filter((one) => one !== own).flatMap((one) => [...one.values()]),
      queue: (key) => {
        const place = {};
        queues.set(key, [...(queues.get(key) ?? []), place]);
        return {
          isUp: () => queues.get(key)?.[0] === place,
          end: () => void queues.set(key, queues.get(key)?.filter((other) => other !== place) ?? []),
        };
      },
    };
  };
}
