import { createHash } from "node:crypto";
import type { Change } from "./change";
import { GROUPS, type Group } from "./groups";
import { differenceInHtml, html, Markup } from "./html-text";
import { mapOf } from "./map";
import { SCRIPT, STYLE } from "./page-parts";
import { pictureOf } from "./picture";
import type { Report } from "./report";
import { effectLines, notesOf, notMadeLines, type Piece, titleOf } from "./said";
import { wordDifference } from "./words";

/** Nothing is loaded or run but what this page brings, whatever a name would make of it. */
const POLICY = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The report as one page that needs no network. */
export function pageOf(report: Report): string {
  const { changes } = report;
  const counts = titleOf(report);
  const groups = Map.groupBy(
    changes.map((change, place) => ({ change, place })),
    ({ change }) => change.group,
  );
  const sections = [...groups].map(([group, ofGroup]) => {
    const cards = ofGroup.map(({ change, place }) => cardOf(change, place));
    return html`<section data-group="${group}"><h2>${GROUPS[group].title}</h2>${cards}</section>\n`;
  });
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width">
<title>Response automation: ${counts}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header><h1>Response automation</h1><p>${counts}.</p>${notMadeLines(report).map((line) => html`<p>${line.map(pieceInHtml)}</p>`)}${notesOf(report).map((note) => html`<p class="quiet">${note}</p>`)}</header>
<main>
${changes.length > 0 ? [toolsOf([...groups.keys()]), mapIn(changes)] : ""}
${sections}
</main>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`;
  return page.text;
}

function toolsOf(groups: readonly Group[]): Markup {
  const boxes = groups.map(
    (group) => html`<label><input type="checkbox" value="${group}" checked>${GROUPS[group].title}</label>`,
  );
  return html`<div class="tools" role="search"><input id="search" type="search" aria-label="Search" placeholder="Search ( / )">${boxes}<span id="found" role="status"></span></div>`;
}

function mapIn(changes: readonly Change[]): Markup {
  const map = mapOf(changes);
  if (map.rules.length === 0) return html``;
  return html`<h2>Triggers, rules, playbooks</h2>
<div class="key"><span class="new">becomes live, new way</span><span class="gone">stops, way that goes</span><span class="other">acts differently</span></div>
<div class="map" tabindex="0" role="region" aria-label="Map">${pictureOf(map)}</div>`;
}

function cardOf(change: Change, place: number): Markup {
  const { group, name, kind, operation, isDangerous, before, after, notes, findings } = change;
  const sentence = before === undefined ? html`${after ?? ""}` : differenceInHtml(wordDifference(before, after));
  const lines = [
    ...effectLines(change).map((pieces) => html`<li>${pieces.map(pieceInHtml)}</li>`),
    ...notes.map((note) => html`<li>${note}</li>`),
    ...findings.map(
      ({ code, level, sentence: said, remedy }) =>
        html`<li><strong>${code}</strong> (${level}): ${said} ${remedy}</li>`,
    ),
  ];
  const danger = isDangerous ? html` <span class="tag danger">dangerous</span>` : "";
  return html`<article class="card ${group}" id="c${place}" data-group="${group}"><h3><code>${name}</code><span class="tag">${kind}, ${operation}</span>${danger}</h3>
<p>${sentence}</p>${lines.length > 0 ? html`<ul>${lines}</ul>` : ""}${propertiesOf(change)}</article>
`;
}

function pieceInHtml(piece: Piece): Markup {
  if (typeof piece === "string") return html`${piece}`;
  if ("said" in piece) return html`${piece.said}`;
  return "name" in piece ? html`<code>${piece.name}</code>` : html`<strong>${piece.strong}</strong>`;
}

function propertiesOf({ properties }: Change): Markup | string {
  if (properties.length === 0) return "";
  const rows = properties.map(({ path, before, after }) => {
    const cell = (value: string | undefined, mark: "ins" | "del") =>
      value === undefined ? "" : mark === "ins" ? html`<ins>${value}</ins>` : html`<del>${value}</del>`;
    return html`<tr><th scope="row">${path}</th><td>${cell(before, "del")}</td><td>${cell(after, "ins")}</td></tr>`;
  });
  return html`<details><summary>${properties.length === 1 ? "1 property" : `${properties.length} properties`}</summary><table>${rows}</table></details>`;
}
