import type { Json } from "./json";
import { type Arguments, type Parameters, readArguments } from "./parameters";
import type { State } from "./state";

/** The versions of the products that are emulated. */
export const versions = {
  "cloud-siem": "2022-06-16",
  Sas: "2018-12-03",
  sophonsoar: "2022-07-28",
  Sts: "2015-04-01",
} as const;

/** Result of an operation, without its RequestId. */
export type Body = { [key: string]: Json };

/** What an operation works on. */
export interface Call {
  readonly state: State;
  /** Time of the emulator, milliseconds since 1970. */
  readonly now: number;
  /** Who calls. */
  readonly accessKeyId: string;
}

interface Definition<P extends Parameters> {
  readonly name: string;
  readonly product: keyof typeof versions;
  readonly verb?: "GET" | "POST";
  readonly parameters: P;
  /** Carries the call out. Throws ApiError. */
  run(args: Arguments<P>, call: Call): Body;
  /** The HTTP 200 that means no, where the documents show one. cloud-siem has one for every operation. */
  refusal?(): Body;
}

/** One operation of the API. */
export interface Operation {
  readonly name: string;
  readonly product: keyof typeof versions;
  readonly verb: "GET" | "POST";
  /** Where its parameters travel: in the query string, or in the form body. */
  readonly parametersIn: "query" | "body";
  readonly parameters: Parameters;
  readonly refusal?: () => Body;
  /** Whether it shows a list, which may lag behind what was written. */
  readonly lists: boolean;
  /** Checks the received parameters, and returns what carries the call out. Throws ApiError. */
  prepare(received: Readonly<Record<string, string>>): (call: Call) => Body;
}

/** The envelope of a failure of cloud-siem, which comes with HTTP 200. */
export function refused(message: string): Body {
  return { Success: false, Code: 500, Message: message };
}

/** Declares an operation. cloud-siem takes parameters in the form body, the other products in the query string. */
export function defineOperation<const P extends Parameters>(definition: Definition<P>): Operation {
  const { name, product, verb = "POST", parameters } = definition;
  const inEnvelope = product === "cloud-siem" ? () => refused("the request was refused") : undefined;
  return {
    name,
    product,
    verb,
    parametersIn: product === "cloud-siem" ? "body" : "query",
    parameters,
    refusal: definition.refusal ?? inEnvelope,
    lists: "PageSize" in parameters || name.startsWith("List"),
    prepare: (received) => {
      const args = readArguments(parameters, received);
      return (call) => definition.run(args, call);
    },
  };
}
