import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./paths.mjs";
import { pictureOf } from "./picture.mjs";

const picture = readFileSync(join(root, "docs/tour.svg"), "utf8");

it("is small, loads nothing, has both themes, a title, and no movement for who wants none", () => {
  expect(picture.length).toBeLessThan(60_000);
  expect(picture.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|href|@import|url\(|<script/);
  for (const part of ["prefers-color-scheme:dark", "prefers-reduced-motion:reduce", "<title", 'role="img"'])
    expect(picture).toContain(part);
});

it("has every line in its frame, and nothing that a machine or a moment decides", () => {
  const lines = [...picture.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = ""]) => text);
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter((line) => line.replace(/&\w+;/g, "_").length > 112)).toEqual([]);
  expect(lines.join("\n")).not.toMatch(/127\.0\.0\.1|\d+ ?m?s\b|-[0-9a-f]{7}\b|urn:|\[id=/);
});

it("shows its first step from the start", () => {
  const delays = [...picture.matchAll(/animation-delay:(-?[\d.]+)s/g)].map(([, seconds]) => Number(seconds));
  expect(delays.slice(0, 3).every((seconds) => seconds <= 0)).toBe(true);
});

it("is not drawn from a tour that does not show what it is to show", () => {
  expect(() => pictureOf("# a stack of its own\n$ pulumi stack init tour\n")).toThrow(
    'no step "pulumi preview --diff"',
  );
  const empty = "# edit\n$ pulumi preview --diff\nResources:\n    3 unchanged\n";
  expect(() => pictureOf(empty)).toThrow("prints no line like");
});
