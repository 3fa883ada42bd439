import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { expect, test, vi } from "vitest";
import { AutomateResponseConfig, type AutomateResponseConfigArgs } from "../../../sdk";
import { mocked } from "../../support/mocked";

mocked();

const registered = vi.spyOn(MockMonitor.prototype, "registerResource");

/** A function of the program. Of a frame without a name the SDK reads no position. */
async function declareRule(name: string): Promise<void> {
  const { urn } = new AutomateResponseConfig(name, {} as AutomateResponseConfigArgs);
  await new Promise((resolve) => urn.apply(resolve));
}

test("the engine is told where in the program a resource stands, not where in this package", async () => {
  await declareRule("rule");
  const places = registered.mock.calls
    .filter(([request]) => request.getName() === "rule")
    .flatMap(([request]) => [request.getSourceposition(), request.getStacktrace()?.getFramesList()[0]?.getPc()]);
  const here = expect.stringMatching(/source-position\.test\.ts$/);
  expect(places.map((place) => place?.getUri())).toEqual([here, here]);
});

test("what formats stack traces, and how long they are, is afterwards as before, also where a resource cannot be made", () => {
  const before = [Error.stackTraceLimit, Error.prepareStackTrace];
  expect(() => new AutomateResponseConfig("", {} as AutomateResponseConfigArgs)).toThrow("Missing resource name");
  expect([Error.stackTraceLimit, Error.prepareStackTrace]).toEqual(before);
});
