import { visible } from "../wording";
import type { Part } from "./words";

/** Markup that may stand in a page: made by `html`, or of constant texts. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What may stand between markup: texts are escaped, lists are one after the other. */
type Filling = string | number | Markup | readonly Filling[];

const ENTITIES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** A template of markup: all that is filled in is escaped, unless it is markup itself. */
export function html(markup: TemplateStringsArray, ...fillings: readonly Filling[]): Markup {
  return new Markup(String.raw({ raw: markup }, ...fillings.map(filled)));
}

function filled(filling: Filling): string {
  if (filling instanceof Markup) return filling.text;
  if (typeof filling === "object") return filling.map(filled).join("");
  return visible(String(filling)).replace(/[&<>"']/g, (sign) => ENTITIES.get(sign) ?? sign);
}

/** A word-level difference. */
export function differenceInHtml(parts: readonly Part[]): Markup {
  const words = parts.map(({ in: where, text }) => {
    if (where === "both") return html`${text} `;
    return where === "before" ? html`<del>${text}</del> ` : html`<ins>${text}</ins> `;
  });
  return html`${words}`;
}
