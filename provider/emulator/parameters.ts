import { ApiError } from "./api-error";

type Scalar = "string" | "int32" | "int64" | "boolean";

/** One value. `values`: the only ones accepted; `min` and `max` bound an int32. */
interface SingleParameter {
  readonly type: Scalar;
  readonly required?: boolean;
  readonly values?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** `Name.1=…&Name.2=…` */
interface ListParameter {
  readonly list: Scalar;
}

/** `Name.1.Field=…` */
interface ObjectListParameter {
  readonly required?: boolean;
  readonly listOf: Readonly<Record<string, Scalar>>;
}

/** The documented parameters of an operation; any other name is refused. */
export type Parameters = Readonly<Record<string, SingleParameter | ListParameter | ObjectListParameter>>;

type Value<S> = S extends "int32" ? number : S extends "boolean" ? boolean : string;

type Argument<P> = P extends { listOf: infer Fields }
  ? { [F in keyof Fields]?: Value<Fields[F]> }[]
  : P extends { list: infer S }
    ? Value<S>[]
    : P extends { type: infer S }
      ? Value<S>
      : never;

type Certain = { required: true } | ListParameter | ObjectListParameter;

/** What the parameters carry after reading: a 64-bit integer is a string of digits, an absent list is empty. */
export type Arguments<P> = {
  [K in keyof P as P[K] extends Certain ? K : never]: Argument<P[K]>;
} & { [K in keyof P as P[K] extends Certain ? never : K]?: Argument<P[K]> };

/** The optional page parameters of a Sas list; the documents give no limits, 100 is the one of its neighbours. */
export const pageParameters = {
  CurrentPage: { type: "int32", min: 1 },
  PageSize: { type: "int32", min: 1, max: 100 },
} as const satisfies Parameters;

/** Checks the received parameters against the documented ones and converts them. Throws ApiError. */
export function readArguments<P extends Parameters>(
  parameters: P,
  received: Readonly<Record<string, string>>,
): Arguments<P> {
  for (const name of Object.keys(received)) {
    if (!isDocumented(parameters, name)) {
      throw new ApiError(400, "UndocumentedParameter", `${name} is not a documented parameter of this action.`);
    }
  }
  const entries = Object.entries(parameters);
  for (const [name, parameter] of entries) {
    const isThere = Boolean(received[name]) || Object.keys(received).some((key) => key.startsWith(`${name}.`));
    if ("required" in parameter && parameter.required && !isThere) {
      throw new ApiError(400, `Missing${name}`, `${name} is mandatory for this action.`);
    }
  }
  const values = entries.map(([name, parameter]) => [name, readParameter(name, parameter, received)]);
  return Object.fromEntries(values);
}

function isDocumented(parameters: Parameters, name: string): boolean {
  const [head = "", index, field] = name.split(".");
  const parameter = Object.hasOwn(parameters, head) ? parameters[head] : undefined;
  if (parameter === undefined) return false;
  if (index === undefined) return "type" in parameter;
  if (field === undefined) return "list" in parameter;
  return "listOf" in parameter && Object.hasOwn(parameter.listOf, field) && name.split(".").length === 3;
}

function readParameter(
  name: string,
  parameter: Parameters[string],
  received: Readonly<Record<string, string>>,
): unknown {
  if ("list" in parameter) {
    return indexes(name, received).map((index) => {
      return readScalar(`${name}.${index}`, parameter.list, received[`${name}.${index}`] ?? "");
    });
  }
  if ("listOf" in parameter) {
    return indexes(name, received).map((index) => {
      const fields = Object.entries(parameter.listOf)
        .map(([field, type]) => [field, type, received[`${name}.${index}.${field}`]] as const)
        .flatMap(([field, type, text]) => {
          return text === undefined ? [] : [[field, readScalar(`${name}.${index}.${field}`, type, text)]];
        });
      return Object.fromEntries(fields);
    });
  }
  const text = received[name];
  if (text === undefined) return undefined;
  if (parameter.values && !parameter.values.includes(text)) {
    throw invalid(name, text, `must be one of ${parameter.values.join(", ")}`);
  }
  const value = readScalar(name, parameter.type, text);
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter;
  if (typeof value === "number" && (value < min || value > max)) {
    throw invalid(name, text, `must be between ${min} and ${max}`);
  }
  return value;
}

/** The indexes in use of one list, which must be 1, 2, 3, … without a gap. */
function indexes(name: string, received: Readonly<Record<string, string>>): number[] {
  const used = Object.keys(received)
    .filter((key) => key.startsWith(`${name}.`))
    .map((key) => key.split(".")[1] ?? "");
  const list = [...new Set(used)].sort((a, b) => Number(a) - Number(b));
  return list.map((index, position) => {
    if (index !== String(position + 1)) throw invalid(name, index, "is numbered from 1 without a gap");
    return position + 1;
  });
}

function readScalar(name: string, type: Scalar, text: string): string | number | boolean {
  switch (type) {
    case "string":
      return text;
    case "boolean":
      // The official Python client writes True and False.
      if (!/^(true|false)$/i.test(text)) throw invalid(name, text, "must be true or false");
      return /^true$/i.test(text);
    case "int32":
      if (!isInteger(text, 31n)) throw invalid(name, text, "must be a 32-bit integer");
      return Number(text);
    case "int64":
      if (!isInteger(text, 63n)) throw invalid(name, text, "must be a 64-bit integer");
      return text;
  }
}

function isInteger(text: string, bits: bigint): boolean {
  return /^-?(0|[1-9]\d{0,18})$/.test(text) && BigInt(text) < 2n ** bits && BigInt(text) >= -(2n ** bits);
}

function invalid(name: string, text: string, reason: string): ApiError {
  return new ApiError(400, "InvalidParameter", `The specified parameter ${name} (${text}) is not valid: ${reason}.`);
}
