import { shortened, visible } from "../wording";
import type { Mark, ResponseMap } from "./map";

/** How a way is drawn: thick where it is new, dotted where it goes. */
const ARROWS: Readonly<Record<Mark, string>> = { new: "==>", gone: "-. no longer .->", same: "-->" };

/** Borders only, so that the words can be read on light and dark. */
const CLASSES = [
  "classDef live stroke:#1a7f37,stroke-width:3px",
  "classDef stops stroke:#cf222e,stroke-width:3px,stroke-dasharray:5",
  "classDef differs stroke:#bf8700,stroke-width:3px",
];

/** How much of a name is shown, in characters. */
const LONGEST = 40;

/** The lines of a Mermaid flowchart. */
export function mermaidOf({ triggers, rules, deeds, edges }: ResponseMap): string[] {
  return [
    "flowchart LR",
    ...triggers.map(({ id, label }) => `  ${id}(["${inLabel(`every ${label}`)}"])`),
    ...rules.map(({ id, label, group }) => `  ${id}["${inLabel(label)}"]:::${group}`),
    ...deeds.map(({ id, label, isPlaybook }) =>
      isPlaybook ? `  ${id}[["${inLabel(label)}"]]` : `  ${id}["${inLabel(label)}"]`,
    ),
    ...edges.map(({ from, to, mark }) => `  ${from} ${ARROWS[mark]} ${to}`),
    ...CLASSES.map((line) => `  ${line}`),
  ];
}

/** A name in a label: whatever is no letter, digit or blank is written as a code of Mermaid ("Entity codes to escape characters"). */
function inLabel(name: string): string {
  const text = visible(shortened(name, LONGEST));
  return text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
