/** Response automation in Alibaba Cloud Security Center, as code. */
export type { AutomateResponseConfigArgs } from "./automate-response-config";
export { AutomateResponseConfig } from "./automate-response-config";
export { Provider, type ProviderArgs } from "./provider";
