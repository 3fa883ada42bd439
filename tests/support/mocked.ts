import * as pulumi from "@pulumi/pulumi";
import { beforeAll } from "vitest";

/** Runs the programs of a file under Pulumi's mocks. What each resource registers stands under its name. */
export function mocked(): Record<string, Record<string, unknown>> {
  const registered: Record<string, Record<string, unknown>> = {};
  beforeAll(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => {
        registered[name] = inputs;
        return { id: name, state: inputs };
      },
      call: () => ({}),
    }),
  );
  return registered;
}
