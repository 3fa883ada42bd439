import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { command } from "../support/command";

const whole = ["run", "repair", "--check", "132", "--all-instances"];
const scan = ["run", "scan", "--type", "CLIENT_PROBLEM_CHECK"];

/** Values that no option takes, and what is said of them. */
const REFUSED: readonly (readonly [readonly string[], string])[] = [
  [["import", "--rule-name", ""], "'' is invalid. It must not be empty."],
  [["import", "--rule-name", "a", "--rule-name", "b"], "'--rule-name <name>' was given twice"],
  [["import", "--file", " "], "' ' is invalid. It must not be empty."],
  [
    ["import", "--file", "a", "--program", "./a"],
    "--file and --program need names that differ in more than the ending",
  ],
  [["import", "--file", "no/such/folder.json"], "no/such/folder.json cannot be written: its folder does not exist."],
  [["import", "--program", "."], ". exists"],
  [["import", "--stack", ""], "'' is invalid. It must not be empty."],
  [["import", "--stack", "a", "--stack", "b"], "'--stack <name>' was given twice"],
  [["import", "rule"], "too many arguments"],
  [["run", "repair", "--check", "", "--all-instances"], "'' is invalid. It must not be empty."],
  [["run", "repair", "--check", "132,133", "--all-instances"], "It must be one, without blanks and commas."],
  [["run", "repair", "--check", "132", "--check", "133", "--all-instances"], "'--check <id>' was given twice"],
  [["run", "repair", "--check", "132", "--instance", ""], "It must be <instance id>@<region>."],
  [["run", "repair", "--check", "132", "--instance", "a@r,b@r"], "It must be <instance id>@<region>."],
  [["run", "repair", "--check", "132", "--instance", "a@r s"], "It must be <instance id>@<region>."],
  [["run", "repair", "--check", "132", "--instance", "a@r", "--instance", "a@r"], "is in the list twice"],
  [[...whole, "--param", ""], "It must be <name>=<value>."],
  [[...whole, "--param", "=5"], "It must be <name>=<value>."],
  [[...whole, "--timeout", ""], 'It must be a duration such as "90s" or "10m".'],
  [[...whole, "--timeout", "0s"], 'It must be a duration such as "90s" or "10m".'],
  [[...whole, "--timeout", "-5m"], 'It must be a duration such as "90s" or "10m".'],
  [[...whole, "--timeout", "99999999h"], "It must be shorter than 24 days."],
  [["run", "rollback", "--repair", ""], "'' is invalid. It must not be empty."],
  [["run", "rollback", "--repair", "1,2"], "It must be one, without blanks and commas."],
  [["run", "scan", "--type", "", "--param", "{}"], "'' is invalid. It must not be empty."],
  [["run", "scan", "--type", "A B", "--param", "{}"], "It must be one, without blanks and commas."],
  ...["[]", "null", '"a"', "5"].map((text) => [[...scan, "--param", text], "param: must be an object"] as const),
  [[...scan, "--param", ""], "'' is invalid. It must not be empty."],
  [[...scan, "--param", "{"], "param: must be JSON text"],
  [[...scan, "--param", '{"mode":1,"mode":2}'], "param: must be JSON text that can be read: Duplicate key 'mode'"],
  [[...scan, "--param", '{"uuids":" , "}'], "param: must name a server in uuids"],
  [[...scan, "--param", '{"uuids":[]}'], "param: must name a server in uuids"],
  ...["", "-1", "1.5", "99999", "4010x"].map((text) => [["emulator", "--port", text], "It must be a port"] as const),
  ...["", "0", "many"].map((n) => [["emulator", "--calls-per-second", n], "It must be a number above 0."] as const),
  [["emulator", "--host", ""], "'' is invalid. It must not be empty."],
  [
    ["emulator", "--host", "192.0.2.1", "--port", "0"],
    "The emulator cannot listen on 192.0.2.1, port 0 (EADDRNOTAVAIL)",
  ],
  ...["", "0", "many"].map((n) => [["history", "--days", n], "It must be a number above 0."] as const),
  [["history", "--days", "4000"], "It must be 3650 days at most."],
  [["history", "--file", "no/such/a.jsonl"], "no/such/a.jsonl cannot be written: its folder does not exist."],
  [["history", "--file", "."], ". exists"],
  [["history", "--drop", "a,b"], "It must be one, without blanks and commas."],
  [["history", "--only", "A", "--drop", "A"], "--only and --drop both name A."],
  [["emulator", "--setting", ""], "It must be <name>=<answer>."],
  [["emulator", "--setting", "listLag"], "It must be <name>=<answer>."],
  [["emulator", "--character", ""], "It is one of forgetful"],
];

test("a value that is empty, a list, too big or not what is meant is 2, with a sentence and without a call", async () => {
  const { emulator, startEach } = await command();
  const ended = await startEach(REFUSED.map(([args]) => args));
  for (const [index, [args, said]] of REFUSED.entries()) {
    const { exitCode, stderr } = ended[index] ?? {};
    expect([args, exitCode, stderr]).toEqual([args, 2, expect.stringContaining(said)]);
    expect(stderr, "no trace of our own").not.toMatch(/^\s+at /m);
  }
  expect(emulator.journal).toEqual([]);
});

test("values with blanks around them, big numbers and texts of JSON are taken as they are meant", async () => {
  const { emulator, start } = await command({
    state: { durations: { operationTaskStep: 0, onceTaskRunning: 0 } },
  });
  const param = '{"id":12345678901234567890,"uuids":" b , a "}';
  for (const args of [
    ["run", "repair", "--check", " 9007199254740995 ", "--instance", " i-1@cn-hangzhou ", "--param", "a=b=c"],
    [...scan, "--param", ` ${param} `, "--timeout", "23h"],
  ]) {
    const { exitCode, output } = await start(args);
    expect(exitCode, output).toBe(0);
  }
  const sent = emulator.journal.filter(({ operation }) => /^(Submit|Generate)/.test(operation));
  expect(sent.map(({ params }) => params)).toMatchObject([
    {
      CheckId: "9007199254740995",
      "OperationTaskInstances.1.InstanceId": "i-1",
      "RepairTempParam.1.Value": "b=c",
    },
    { Param: '{"id":"12345678901234567890","uuids":"a,b"}' },
  ]);
});

test("a port that is taken is told, with a way out", async () => {
  const { start } = await command();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const taken = typeof address === "object" ? String(address?.port) : "";
  const { exitCode, stderr } = await start(["emulator", "--port", taken]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("--port 0 takes any free one")]);
});
