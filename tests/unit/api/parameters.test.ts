import { expect, test } from "vitest";
import { flatten } from "../../../provider/api/calls/parameters";

test("lists count from 1, objects join their keys, absent and null are left out", () => {
  const flat = flatten({
    CheckId: "204859012345678901",
    Type: "REPAIR",
    Statuses: ["INIT", "FAIL"],
    OperationTaskInstances: [{ Vendor: "0", RegionId: "cn-hangzhou", TaskId: undefined }],
    InUse: true,
    PageSize: 100,
    Lang: undefined,
    Note: null,
    Empty: "",
    None: [],
  });
  expect(flat).toEqual({
    CheckId: "204859012345678901",
    Type: "REPAIR",
    "Statuses.1": "INIT",
    "Statuses.2": "FAIL",
    "OperationTaskInstances.1.Vendor": "0",
    "OperationTaskInstances.1.RegionId": "cn-hangzhou",
    InUse: "true",
    PageSize: "100",
    Empty: "",
  });
});
