import { shortened } from "../wording";
import { html, type Markup } from "./html-text";
import type { MapNode, ResponseMap } from "./map";

/** Sizes in the picture's own units. */
const SIZE = { width: 200, height: 28, gap: 10, between: 150, margin: 8 };
/** How much of a name stands on a node, in characters. */
const LONGEST = 26;

type Placed = MapNode & { readonly x: number; readonly y: number; readonly layer: string };

/** The map drawn: triggers on the left, rules in the middle, what they do on the right. */
export function pictureOf(map: ResponseMap): Markup {
  const { triggers, rules, deeds, edges } = map;
  const placed = new Map<string, Placed>();
  const put = (nodes: readonly MapNode[], layer: string, column: number, wanted: (node: MapNode) => number) => {
    let free = SIZE.margin;
    const sorted = nodes.map((node) => ({ node, at: wanted(node) })).sort((a, b) => a.at - b.at);
    for (const { node, at } of sorted) {
      const y = Math.max(free, at);
      placed.set(node.id, { ...node, layer, x: SIZE.margin + column * (SIZE.width + SIZE.between), y });
      free = y + SIZE.height + SIZE.gap;
    }
    return free;
  };
  const neighbours = Map.groupBy(
    edges.flatMap(({ from, to }) => [
      { of: from, other: to },
      { of: to, other: from },
    ]),
    ({ of }) => of,
  );
  /** In the middle of what it is tied to. */
  const middle = ({ id }: MapNode) => {
    const ys = (neighbours.get(id) ?? []).flatMap(({ other }) => placed.get(other)?.y ?? []);
    return ys.length === 0 ? 0 : ys.reduce((sum, y) => sum + y, 0) / ys.length;
  };
  const bottom = Math.max(
    put(rules, "rule", 1, () => 0),
    put(triggers, "trigger", 0, middle),
    put(deeds, "deed", 2, middle),
  );
  const width = 2 * SIZE.margin + 3 * SIZE.width + 2 * SIZE.between;
  const ways = edges.map(({ from, to, mark }) => {
    const [start, end] = [placed.get(from) as Placed, placed.get(to) as Placed];
    const [x1, x2] = [start.x + SIZE.width, end.x];
    const [y1, y2] = [start.y + SIZE.height / 2, end.y + SIZE.height / 2];
    const bend = SIZE.between / 2;
    const path = `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
    return html`<path class="way ${mark}" data-ends="${from} ${to}" d="${path}"/>`;
  });
  const nodes = [...placed.values()].map(nodeInPicture);
  return html`<svg role="group" aria-label="Triggers, rules and what they do" viewBox="0 0 ${width} ${bottom}" width="${width}" height="${bottom}">${ways}${nodes}</svg>`;
}

function nodeInPicture({ id, label, group, changes, x, y, layer, isPlaybook }: Placed): Markup {
  const said = `${layer === "trigger" ? "every " : ""}${shortened(label, LONGEST)}`;
  const shape = html`<title>${label}</title><rect x="${x}" y="${y}" width="${SIZE.width}" height="${SIZE.height}" rx="${isPlaybook || layer === "trigger" ? 14 : 4}"/><text x="${x + SIZE.width / 2}" y="${y + 19}">${said}</text>`;
  const attributes = html`id="${id}" class="node ${layer} ${group ?? ""}" data-changes="${changes.join(" ")}"`;
  // A bundle leads to the first of its rules; triggers and deeds to nothing.
  if (layer !== "rule") return html`<g ${attributes}>${shape}</g>`;
  return html`<a href="#c${changes[0] ?? 0}" ${attributes}>${shape}</a>`;
}
