import * as pulumi from "@pulumi/pulumi";
import type { Emulator, Seed } from "../../provider/emulator";
import type * as soar from "../../sdk";
import { Provider } from "../../sdk";
import { localEmulator } from "../support/emulated";

/** An emulator, and the option that points a function to it. */
export async function cloud(
  more: { readonly readTimeout?: string } = {},
  state: Seed = {},
): Promise<{ emulator: Emulator; opts: soar.FunctionOptions }> {
  const emulator = await localEmulator({ state });
  const { url, accessKeyId, accessKeySecret } = emulator;
  const keys = { region: "cn-hangzhou", sasEndpoint: url, cloudSiemEndpoint: url, accessKeyId, accessKeySecret };
  const named = Object.entries({ ...keys, ...more }).map(([key, value]) => [`alicloud-soar:${key}`, value]);
  // Under Pulumi's mocks, which a Provider needs, functions do not call the cloud.
  const provider: Provider = Object.create(Provider.prototype, {
    configuration: { value: pulumi.output(Object.fromEntries(named)) },
  });
  return { emulator, opts: { provider } };
}
