import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandNeeds, needs } from "../../provider/doctor/operations";
import { checkout } from "../support/project";

test("every operation that a kind or a command may need is looked at or named", () => {
  const all = [...Object.values(needs), ...Object.values(commandNeeds)];
  const named = all.flatMap((rows) => rows.map(({ operation }) => operation.action));
  const files = readdirSync(join(checkout, "provider/api/operations")).map((file) => file.replace(/\.ts$/, ""));
  const others = ["GetCallerIdentity", "products"];
  expect([...new Set(named)].sort()).toEqual(files.filter((file) => !others.includes(file)).sort());
  for (const { operation, probe } of all.flat())
    if (typeof probe !== "string") expect(operation).toMatchObject({ repeat: "safe", action: /^(List|Describe|Get)/ });
});
