import { canonicalText, isObject, readJson } from "../json";

/**
 * A text that the service has and that no document describes, as it is: of a rule that came to be in another way. It is sent
 * as written, and says nothing to anybody here.
 */
export interface Verbatim {
  /** The text. */
  verbatim: string;
}

/** Whether a value is a text as the service has it. */
export function isVerbatim(value: unknown): value is Verbatim {
  return isObject(value) && Object.keys(value).length === 1 && typeof value.verbatim === "string";
}

/** Whether both are texts as the service has them, of one meaning: white space and key order make no difference. */
export function sameText(a: unknown, b: unknown): boolean {
  return isVerbatim(a) && isVerbatim(b) && meaningOf(a) === meaningOf(b);
}

function meaningOf({ verbatim }: Verbatim): string {
  const value = readJson(verbatim);
  return value === undefined ? verbatim : canonicalText(value);
}
