// The picture of README: a part of the tour as a terminal shows it, as SVG. A function of what the tour prints, and of nothing else.

/** Columns of the terminal, and what a cell and the frame measure, in pixels. */
const COLUMNS = 112;
const CELL = { width: 7.8, height: 18 };
const FRAME = { side: 18, top: 46, bottom: 18 };

/** The steps of the tour that are shown, by their commands, and from which line on. */
const SHOWN = [
  { command: "pulumi preview --diff", from: /\(update\)$/ },
  { command: "pulumi preview --refresh --run-program --diff", from: /\(update\)$/ },
  { command: "pulumi up --refresh --run-program --yes --skip-preview", from: /^Resources:$/ },
];

/** Lines that say nothing to somebody who sees this for the first time. */
const LEFT_OUT = /^\s*(\[(id|urn)=.*\]|Duration: .*|@ .*)?\s*$/;

/**
 * The lines that are shown, in steps: the comment, the command, and what it printed.
 *
 * @param {string} tour what `npm start` prints, without colours
 * @returns {string[][]}
 * @throws {Error} when the tour has no such step, or prints nothing of the kind
 */
function shownSteps(tour) {
  const steps = tour.split(/^(?=# )/m).map((step) => step.split("\n"));
  return SHOWN.map(({ command, from }) => {
    const step = steps.find((lines) => lines[1] === `$ ${command}`);
    if (step === undefined) throw new Error(`The tour has no step "${command}": picture.mjs has to show another one.`);
    const [comment = "", prompt = "", ...output] = step;
    const first = output.findIndex((line) => from.test(line));
    if (first < 0) throw new Error(`"${command}" prints no line like ${from}: picture.mjs has to begin elsewhere.`);
    const end = output.indexOf("", first);
    const shown = output.slice(first, end < 0 ? undefined : end).filter((line) => !LEFT_OUT.test(line));
    const margin = Math.min(...shown.map((line) => line.search(/\S/)));
    return [comment, prompt, ...shown.map((line) => line.slice(margin).trimEnd())];
  });
}

/**
 * @param {string} tour what `npm start` prints, without colours
 * @returns {string} an SVG of a terminal, for light and dark; where it may move, line follows line
 */
export function pictureOf(tour) {
  let row = 0;
  // The first step is there from the start: nobody sees an empty frame.
  let beat = -3;
  const steps = shownSteps(tour).map((lines) => {
    const groups = [[lines[0]], [lines[1]], lines.slice(2)].map((part) => {
      const rows = part.flatMap((line = "") => wrapped(line).map((text) => drawn(text, kindOf(line), row++)));
      return `<g style="animation-delay:${(beat++ * 1.2).toFixed(1)}s">${rows.join("")}</g>`;
    });
    row++;
    return groups.join("\n");
  });
  const width = Math.round(COLUMNS * CELL.width + 2 * FRAME.side);
  const height = (row - 1) * CELL.height + FRAME.top + FRAME.bottom;
  const dots = [0, 1, 2].map((at) => `<circle cx="${24 + at * 18}" cy="20" r="5.5"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">
<title id="t">A terminal: pulumi preview shows an edit of a rule in one sentence, notices that somebody switched the rule off in the console, and pulumi up puts it right.</title>
<style>
.f{fill:#ffffff;stroke:#d1d9e0}.b{fill:#d1d9e0}
text{font:13px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace;fill:#1f2328;white-space:pre}
.c{fill:#59636e}.p{font-weight:700}.u{fill:#9a6700}.n{fill:#1a7f37}.r{fill:#d1242f}
g{animation:in .2s both}
@keyframes in{from{opacity:0}}
@media (prefers-color-scheme:dark){
.f{fill:#0d1117;stroke:#3d444d}.b{fill:#3d444d}
text{fill:#f0f6fc}.c{fill:#9198a1}.u{fill:#d29922}.n{fill:#3fb950}.r{fill:#f85149}
}
@media (prefers-reduced-motion:reduce){g{animation:none}}
</style>
<rect class="f" x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8"/>
<g class="b" style="animation:none">${dots}</g>
${steps.join("\n")}
</svg>
`;
}

/**
 * @param {string} line
 * @returns {string} the class of its colour
 */
function kindOf(line) {
  const [, sign = ""] = /^\s*([#$~+-])/.exec(line) ?? [];
  return { "#": "c", $: "p", "~": "u", "+": "n", "-": "r" }[sign] ?? "";
}

/**
 * @param {string} line
 * @returns {string[]} the parts that fit, broken between words, the later ones further in
 */
function wrapped(line) {
  const [indent = ""] = /^\s*/.exec(line) ?? [];
  const parts = [""];
  for (const word of line.slice(indent.length).split(/(?<= )(?=\S)/)) {
    const room = COLUMNS - indent.length - (parts.length > 1 ? 4 : 0);
    if ((parts.at(-1) + word).trimEnd().length > room) parts.push("");
    parts[parts.length - 1] += word;
  }
  return parts.map((part, index) => `${indent}${index > 0 ? "    " : ""}${part.trimEnd()}`);
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {number} row
 * @returns {string}
 */
function drawn(text, kind, row) {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const colour = kind && ` class="${kind}"`;
  const y = FRAME.top + row * CELL.height + 4;
  const length = Number((text.length * CELL.width).toFixed(1));
  return `<text x="${FRAME.side}" y="${y}"${colour} textLength="${length}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escaped}</text>`;
}
