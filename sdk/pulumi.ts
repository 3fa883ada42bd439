/**
 * What the classes and functions use of Pulumi's SDK, each from the module that has it. The SDK's index loads the reader of npm's
 * package trees, too, which takes longer than all the rest and which only a program needs that serializes functions.
 */
export * as asset from "@pulumi/pulumi/asset";
export { Config } from "@pulumi/pulumi/config";
export { RunError } from "@pulumi/pulumi/errors";
export * as log from "@pulumi/pulumi/log";
export { getOrganization, getProject, getStack } from "@pulumi/pulumi/metadata";
export type { Input } from "@pulumi/pulumi/output";
export { isSecret, isUnknown, Output, output, secret, unsecret } from "@pulumi/pulumi/output";
export type { CustomResourceOptions, ResourceOptions } from "@pulumi/pulumi/resource";
export { CustomResource, ProviderResource, Resource } from "@pulumi/pulumi/resource";
export * as configuration from "@pulumi/pulumi/runtime/config";
export { invoke } from "@pulumi/pulumi/runtime/invoke";
export { getEngine, getMonitor } from "@pulumi/pulumi/runtime/settings";
export { getStackResource } from "@pulumi/pulumi/runtime/stack";
