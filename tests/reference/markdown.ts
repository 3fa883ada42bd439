/** Lines are wrapped as a person would. */
const WIDTH = 120;

/** What no line ends within: code, and what is written with it. */
const WORDS = /(?:`[^`]+`|\S)+/g;

/** A doc comment as it is meant: paragraphs, and lists of lines that begin with a dash. */
export function prose(text: string): string {
  return text
    .split(/\n\n+/)
    .map((paragraph) => {
      const [first = "", ...items] = paragraph.split(/\n- /);
      return [wrapped(first), ...items.map((line) => item(line))].join("\n");
    })
    .join("\n\n");
}

/** A text in lines of readable length. `indent` stands before every line but the first. */
export function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(WORDS) ?? []) {
    const isFull = line !== "" && `${line} ${word}`.length > WIDTH;
    if (isFull) lines.push(line);
    line = isFull ? `${indent}${word}` : line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}

/** An item of a list, and paragraphs that belong to it. */
export function item(first: string, ...more: readonly string[]): string {
  return [`- ${wrapped(first, "  ")}`, ...more.map((text) => `\n  ${wrapped(text, "  ")}`)].join("\n");
}

/** A table. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), `|${header.map(() => "---|").join("")}`, ...rows.map(line)].join("\n");
}

/** Code in a sentence. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A block of code: `ts` for a program, which the tests run. */
export function block(text: string, language = "ts"): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}

/** A page of chapters; those without a text are left out. */
export function page(title: string, ...chapters: readonly (readonly [heading: string, text: string])[]): string {
  const parts = chapters
    .filter(([, text]) => text !== "")
    .map(([heading, text]) => (heading === "" ? text : `## ${heading}\n\n${text}`));
  return `${[`# ${title}`, ...parts].join("\n\n")}\n`;
}
