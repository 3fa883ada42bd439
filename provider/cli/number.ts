import { InvalidArgumentError } from "commander";

/** Reads a number of the command line that is 0 or more. */
export function nonNegative(text: string): number {
  const value = Number(text);
  if (!(value >= 0) || !Number.isFinite(value))
    throw new InvalidArgumentError("It must be a number, 0 or more.");
  return value;
}
