import { type Emulator, type EmulatorOptions, startEmulator } from ".";

/** Options of `alicloud-soar emulator`. */
export interface ServeOptions extends Pick<EmulatorOptions, "character" | "sample" | "state"> {
  /** Default 4010; 0 for any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default: no limit. */
  callsPerSecond?: number;
}

/** Milliseconds between two looks at who started it. */
const LOOK_MS = 500;

/**
 * Runs an emulator until SIGINT or SIGTERM, or until the npx that started it is gone; `print` gets the lines that tell how to use it.
 * Rejects when the port is taken.
 */
export async function serve(options: ServeOptions, print: (line: string) => void): Promise<void> {
  // Before anything is printed: who waits for that may end the shell at once.
  const { ppid } = process;
  const emulator = await startEmulator({ ...options, port: options.port ?? 4010 });
  for (const line of instructions(emulator)) print(line);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
    if (process.env.npm_command === "exec") whenOrphaned(ppid, resolve);
  });
  await emulator.close();
}

/** npx starts a shell, which passes no signal on (@npmcli/run-script): nobody would know the number of this process. */
function whenOrphaned(ppid: number, end: () => void): void {
  setInterval(() => process.ppid !== ppid && end(), LOOK_MS).unref();
}

function instructions({ url, accessKeyId, accessKeySecret, state }: Emulator): string[] {
  return [
    `Security Center emulator at ${url}, access key ${accessKeyId}, secret ${accessKeySecret}. Ctrl+C stops it.`,
    `It holds ${inventory(state)}, and forgets everything when it stops.`,
    "",
    "In the directory of a stack:",
    "  pulumi config set alicloud-soar:region cn-hangzhou",
    `  pulumi config set alicloud-soar:sasEndpoint ${url}`,
    `  pulumi config set alicloud-soar:cloudSiemEndpoint ${url}`,
    `  pulumi config set alicloud-soar:accessKeyId ${accessKeyId}`,
    `  pulumi config set --secret alicloud-soar:accessKeySecret ${accessKeySecret}`,
    "",
    "Or the last two in the environment:",
    `  export ALIBABA_CLOUD_ACCESS_KEY_ID=${accessKeyId}`,
    `  export ALIBABA_CLOUD_ACCESS_KEY_SECRET=${accessKeySecret}`,
    "",
    "An explicit Provider takes nothing from the stack: give it the same values as arguments.",
    "",
    `What was called:   curl ${url}/_emulator/journal`,
    `What it holds:     curl ${url}/_emulator/state`,
    `Switch a rule off: curl -X PATCH ${url}/_emulator/rules/${firstRule(state)} -d '{"Status":0}'`,
    `Replace all rules: curl -X PUT ${url}/_emulator/state -d '{"rules":[{"RuleName":"made-in-console","Status":100}]}'`,
    `Make a call fail:  curl ${url}/_emulator/faults -d '{"operation":"ListAutomateResponseConfigs","fault":"throttle"}'`,
    `Let time pass:     curl ${url}/_emulator/clock -d '{"advanceMs":60000}'`,
  ];
}

/** The id of the first rule, also where it will be made. */
function firstRule({ rules, nextRuleId }: Emulator["state"]): string {
  return rules[0]?.Id ?? nextRuleId;
}

function inventory({ rules, strategyTasks, checkInstances }: Emulator["state"]): string {
  const failing = Object.values(checkInstances)
    .flat()
    .filter(({ Status = "NOT_PASS" }) => Status === "NOT_PASS");
  const counts = [
    [rules.length, "rule"],
    [strategyTasks.length, "strategy task"],
    [failing.length, "failing instance"],
  ] as const;
  const held = counts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}${count === 1 ? "" : "s"}`);
  return held.length > 0 ? held.join(", ") : "no rule or task (--sample starts with some)";
}
