import { expect, it } from "vitest";
import { wordDifference } from "../../../provider/report/words";

it("only the word that changed is told from the others", () => {
  const parts = wordDifference(
    'where alert_name contains "webshell_online", run',
    'where alert_name contains "webshell", run',
  );
  expect(parts).toEqual([
    { in: "both", text: "where alert_name contains" },
    { in: "before", text: '"webshell_online",' },
    { in: "after", text: '"webshell",' },
    { in: "both", text: "run" },
  ]);
});

it("a sentence that is new or goes is one part, and one that has nothing in common is two", () => {
  expect(wordDifference(undefined, "On every alert.")).toEqual([{ in: "after", text: "On every alert." }]);
  expect(wordDifference("On every alert.", undefined)).toEqual([{ in: "before", text: "On every alert." }]);
  const [old, present] = [0, 1].map((of) => Array.from({ length: 400 }, (_, at) => `${of}-${at}`).join(" "));
  expect(wordDifference(old, present).map(({ in: where }) => where)).toEqual(["before", "after"]);
});
