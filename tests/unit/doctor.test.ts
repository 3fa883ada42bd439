import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { needs } from "../../provider/doctor/operations";
import { checkout } from "../support/project";

test("every operation that a kind may need is looked at or named", () => {
  const named = Object.values(needs).flatMap((rows) => rows.map(({ operation }) => operation.action));
  const files = readdirSync(join(checkout, "provider/api/operations")).map((file) => file.replace(/\.ts$/, ""));
  const ofCommands = ["DescribeAlerts", "DescribeCloudSiemEvents", "DescribeSoarRecords", "ListOperationCheck"];
  const others = ["GetCallerIdentity", "products", ...ofCommands];
  expect([...new Set(named)].sort()).toEqual(files.filter((file) => !others.includes(file)).sort());
  for (const { operation, probe } of Object.values(needs).flat())
    if (typeof probe !== "string") expect(operation).toMatchObject({ repeat: "safe", action: /^(List|Describe|Get)/ });
});
