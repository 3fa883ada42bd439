import type { Config } from "../config";
import type { Context } from "../context";
import type { CommonInputs, Kind } from "../lifecycle/kind";
import { automateResponseConfig } from "./automate-response-config";

/** A kind whose inputs and state are not looked into. */
export type AnyKind = Kind<CommonInputs, CommonInputs, Context, Config>;

/** Every kind. The names are part of recorded state: a released name never changes. */
export const kinds = {
  AutomateResponseConfig: automateResponseConfig as unknown as AnyKind,
} as const;

/** Name of a kind, as in a resource's type `pulumi-nodejs:dynamic/alicloud-soar:<name>`. */
export type KindName = keyof typeof kinds;
