import { type ExpectStatic, test } from "vitest";
import { type Emulator, startEmulator } from "../../provider/emulator";
import type { KindName } from "../../provider/resources";
import { providerText, resourceType } from "../../sdk/provider-text";
import { oneOfEach, PAUSED_ELSEWHERE } from "../support/one-of-each";
import { byDefault, characters, everyAnswer, mixtures, type Service, sample, seed } from "../support/services";
import { configurationFor, installedHosts, type PluginHost } from "./plugin-host";

/**
 * The calls of a deployment before it only waits, each as the operation and its how manyth call it is. Resources are
 * created at the same time, so the order of all calls is another one each time; that of one operation's calls is not.
 */
const MOMENTS = [
  ["GetCallerIdentity", 1],
  ["ListAutomateResponseConfigs", 1],
  ["DescribeAutomateResponseConfigFeature", 1],
  ["DescribePlaybooks", 1],
  ["PostAutomateResponseConfig", 1],
  ["ListAutomateResponseConfigs", 2],
  ["UpdateAutomateResponseConfigStatus", 1],
  ["DescribeSoarStrategyTasks", 1],
  ["ProcessSoarStrategyTask", 1],
  ["CreateSoarStrategyTask", 1],
  ["DescribeSoarStrategyTasks", 2],
  ["ListOperationTask", 1],
  ["SubmitOperationTask", 1],
  ["ListOperationTask", 2],
  ["DescribeOnceTask", 1],
  ["GenerateOnceTask", 1],
  ["DescribeOnceTask", 2],
] as const;

/** Looks of a deployment after which it has started all that it will start: one before, one after, one that waits. */
const WAITING = 3;

/** How long a run takes that does not end, what passes with each call, and between two deployments, milliseconds. */
const RUN_MS = 4 * 3_600_000;
const CALL_MS = 3_000;
const BETWEEN_MS = 30_000;

const start = installedHosts("AutomateResponseConfig");

/** Checks all and creates all at the same time, as the engine does. */
function deploy(host: PluginHost, expect: ExpectStatic): Promise<PromiseSettledResult<unknown>[]> {
  const creations = (Object.keys(oneOfEach) as KindName[]).map(async (kind) => {
    const __urn = `organization/urn:pulumi:prod::rules::${resourceType(kind)}::one`;
    const { inputs, failures } = await host.check({}, { __provider: providerText(kind), __urn, ...oneOfEach[kind] });
    expect(failures).toEqual([]);
    return host.create(inputs);
  });
  return Promise.allSettled(creations);
}

/** Ends the runs of repairs and scans now. */
function endRuns({ state }: Emulator, now: number): void {
  if (state.durations.onceTaskRunning === 0) return;
  for (const run of [...state.operationTasks, ...state.onceTasks]) run.Since = now;
  Object.assign(state.durations, { operationTaskStep: 0, onceTaskRunning: 0 });
}

/** What the cloud holds; the strategy task that somebody else made is one of two. */
function holdings({ state }: Emulator) {
  const roots = new Set(state.operationTasks.map(({ RootTaskId }) => RootTaskId));
  return {
    rules: state.rules.map(({ Status }) => Status),
    strategyTasks: state.strategyTasks.length,
    paused: state.strategyTasks.find(({ Id }) => Id === PAUSED_ELSEWHERE)?.Status,
    repairs: roots.size,
    scans: state.onceTasks.length,
  };
}

const at = (services: readonly Service[]) =>
  services.flatMap((service) => MOMENTS.map(([operation, nth]) => ({ ...service, operation, nth })));
const trials = everyAnswer
  ? at([byDefault, ...characters, ...mixtures(3)])
  : [...sample(6, at([byDefault])), ...sample(2, at(characters))];

test.concurrent.for(trials)(
  `drawn by ANSWERS_SEED=${seed}: one of each kind, of a service that is $name, though the engine is killed at $operation, call $nth`,
  async ({ name, settings, operation, nth }, { expect, onTestFinished }) => {
    const killed = Promise.withResolvers<void>();
    let now = Date.now();
    const looks = { ListOperationTask: 0, DescribeOnceTask: 0 };
    const haveLooked = (times: number) => Object.values(looks).every((made) => made >= times);
    let isSecond = false;
    let first: PluginHost | undefined;
    const emulator = await startEmulator({
      onRequest: (called, count) => {
        if (called in looks) looks[called as keyof typeof looks]++;
        // The time of the cloud does not depend on how fast this machine is.
        now += CALL_MS;
        if (isSecond && haveLooked(WAITING)) endRuns(emulator, now);
        // A service that answers otherwise may do without this call.
        if (!isSecond && ((called === operation && count === nth) || haveLooked(2 * WAITING))) {
          first?.endEngine();
          killed.resolve();
        }
      },
      clock: { now: () => now },
      state: {
        settings,
        // Runs do not end, until the second deployment does nothing but look.
        durations: {
          strategyTaskWaiting: 10 * RUN_MS,
          strategyTaskRunning: 10 * RUN_MS,
          operationTaskStep: RUN_MS,
          onceTaskRunning: RUN_MS,
        },
        strategyTasks: [{ Id: PAUSED_ELSEWHERE, Name: "weekly fix", StrategyId: "8000", Status: "1" }],
      },
    });
    onTestFinished(() => emulator.close());
    const newHost = async () => {
      const host = await start(configurationFor(emulator));
      onTestFinished(() => host.close());
      return host;
    };
    first = await newHost();
    const left = deploy(first, expect);
    await killed.promise;
    // The provider of the killed engine is not killed: it goes on until it finds that nobody listens.
    await left;
    if (name === byDefault.name) {
      const called = emulator.journal.map((call) => call.operation);
      expect(MOMENTS.map(([moment]) => moment)).toEqual(expect.arrayContaining(called));
    }
    // Lists show what was written by the time that somebody starts again.
    now += BETWEEN_MS;

    Object.assign(looks, { ListOperationTask: 0, DescribeOnceTask: 0 });
    isSecond = true;
    const results = await deploy(await newHost(), expect);
    const told = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    // Where no parameters are shown as they were sent, what is left of a strategy task is told by its id.
    const isShown = ["as-sent", "rewritten"].includes(String(settings.strategyParams));
    const names = (message: string) => emulator.state.strategyTasks.some(({ Id }) => message.includes(Id));
    expect(told.filter((message) => isShown || !names(message))).toEqual([]);
    expect(holdings(emulator)).toEqual({ rules: [100], strategyTasks: 2, paused: "4", repairs: 1, scans: 1 });
  },
);
