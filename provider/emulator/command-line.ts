import { type Emulator, type EmulatorOptions, startEmulator } from ".";

/** Options of `alicloud-soar emulator`. */
export interface ServeOptions extends Pick<EmulatorOptions, "character" | "state"> {
  /** Default 4010; 0 for any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default: no limit. */
  callsPerSecond?: number;
}

/** Runs an emulator until SIGINT or SIGTERM; `print` gets the lines that tell how to use it. Rejects when the port is taken. */
export async function serve(options: ServeOptions, print: (line: string) => void): Promise<void> {
  const emulator = await startEmulator({ ...options, port: options.port ?? 4010 });
  for (const line of instructions(emulator)) print(line);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await emulator.close();
}

function instructions({ url, accessKeyId, accessKeySecret }: Emulator): string[] {
  return [
    `Security Center emulator at ${url}, access key ${accessKeyId}, secret ${accessKeySecret}. Ctrl+C stops it.`,
    "It forgets everything when it stops.",
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
    `What was called:  curl ${url}/_emulator/journal`,
    `What it holds:    curl ${url}/_emulator/state   (PUT replaces the parts that are given)`,
    `Make a call fail: curl ${url}/_emulator/faults -d '{"operation":"ListAutomateResponseConfigs","fault":"throttle"}'`,
    `Let time pass:    curl ${url}/_emulator/clock -d '{"advanceMs":60000}'`,
  ];
}
