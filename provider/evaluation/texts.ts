import type { Finding } from "./findings";

/**
 * A text in which capitals do not count, unit by unit and of the same length: what a text contains, its folded form contains
 * folded.
 */
export function folded(text: string): string {
  if (text !== last.text) last = { text, folded: fold(text) };
  return last.folded;
}

/** Many conditions ask of one text. */
let last = { text: "", folded: "" };

function fold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    const lower = unit.toLowerCase();
    result += lower.length === 1 ? lower : unit;
  }
  return result;
}

const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** Whether a text is a number; the wire has numbers as text. */
function isNumber(text: string): boolean {
  return NUMBER.test(text);
}

/** Which of two texts is the smaller number: below 0, 0, above 0; undefined when not both are numbers. */
export function compareNumbers(one: string, other: string): number | undefined {
  if (!isNumber(one) || !isNumber(other)) return undefined;
  if (one.length <= EXACT && other.length <= EXACT) return Number(one) - Number(other);
  const places = Math.max(placesOf(one), placesOf(other));
  const difference = scaled(one, places) - scaled(other, places);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A number of so many characters is held exactly. */
const EXACT = 15;

function placesOf(text: string): number {
  const dot = text.indexOf(".");
  return dot < 0 ? 0 : text.length - dot - 1;
}

function scaled(text: string, places: number): bigint {
  const digits = text.replace(".", "").replace("+", "");
  return BigInt(digits) * 10n ** BigInt(places - placesOf(text));
}

/** Whether two texts are the same value. */
export function same(text: string, wanted: string): Finding {
  if (text === wanted) return true;
  if (text.length === wanted.length && folded(text) === folded(wanted)) return "case";
  return compareNumbers(wanted, text) === 0 ? "digits" : false;
}

/** One key for all texts of which `same` does not say no. */
export function sameKey(text: string): string {
  if (!isNumber(text)) return folded(text);
  if (text.length <= EXACT) return `#${Number(text) || 0}`;
  const digits = text.replace(/^([+-]?)0+(?=\d)/, "$1").replace(/^\+/, "");
  const plain = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  return plain.length <= EXACT ? `#${Number(plain) || 0}` : `#${plain}`;
}
