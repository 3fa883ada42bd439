import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { pages } from "../reference/pages";
import { checkout } from "../support/project";

const folder = join(checkout, "sdk/reference");
const written = readdirSync(folder);

let all: Readonly<Record<string, string>>;
beforeAll(async () => {
  all = await pages();
});

test("the reference is what the sources say: npm run reference writes it", async () => {
  for (const [file, text] of Object.entries(all)) await expect(text).toMatchFileSnapshot(join(folder, file));
  expect(written.filter((file) => !Object.hasOwn(all, file))).toEqual([]);
});
