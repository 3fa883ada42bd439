/** What lies between engine and provider, where all is JSON. */

type Properties = Readonly<Record<string, unknown>>;

/** What is kept of a creation or an update that failed after the cloud had accepted it. */
interface PartialFailure {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];
}

/** An error with an id and properties is of a resource that exists. (Pulumi, sdk/nodejs/cmd/dynamic-provider) */
export async function withPartialFailure(
  work: () => Promise<void>,
  keep: (failed: PartialFailure) => void,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failed = error as Partial<PartialFailure>;
    if (failed.id !== undefined && failed.properties !== undefined) keep(failed as PartialFailure);
    throw error;
  }
}

/** Whether the engine sees no difference. */
export function sameInputs(a: Properties, b: Properties): boolean {
  const sorted = (part: unknown): unknown =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([key, value]) => [key, sorted(value)]),
        )
      : part;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

/** What arrives of a thing that is sent from one process to another. */
export function travelled<Thing>(thing: Thing): Thing {
  return thing === undefined ? thing : JSON.parse(JSON.stringify(thing));
}
