import { RE2JS } from "re2js";
import type { Finding } from "./findings";

/** Whether a text holds what a pattern describes, in a time that grows with the text only. */
export type Pattern = (text: string) => Finding;

/**
 * A pattern as RE2 reads it; undefined where it is none of its language: back references and looking around, which no engine
 * finds in a time that grows with the text only, are not. It may match anywhere in the text, as in SQL.
 */
export function patternOf(text: string): Pattern | undefined {
  const anyCase = compiled(text, RE2JS.CASE_INSENSITIVE);
  const asWritten = compiled(text, 0);
  if (anyCase === undefined || asWritten === undefined) return undefined;
  return (value) => {
    if (!anyCase.test(value)) return false;
    return asWritten.test(value) || "case";
  };
}

function compiled(text: string, flags: number): RE2JS | undefined {
  try {
    return RE2JS.compile(text, flags);
  } catch {
    // Its errors have no class in common that is exported: what it does not read is no pattern.
    return undefined;
  }
}
