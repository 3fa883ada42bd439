import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Seed, startEmulator } from "../../provider/emulator";
import { configurationFor, installedHosts, type Properties } from "./plugin-host";

/** A resource as a release left it. The files of recorded/ are only added to: state like this is in users' backends. */
interface Recorded {
  readonly release: string;
  readonly what: string;
  /** Configuration besides that of an emulator. */
  readonly config: Properties;
  /** What the program's class sent. */
  readonly program: Properties;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

interface RecordedRule extends Recorded {
  /** The rule as the service had it. */
  readonly rule: NonNullable<Seed["rules"]>[number];
}

function recordedBy<Kind extends Recorded>(slug: string): readonly Kind[] {
  return JSON.parse(readFileSync(join(__dirname, "recorded", `${slug}.json`), "utf8"));
}

describe("AutomateResponseConfig", () => {
  const start = installedHosts("AutomateResponseConfig");

  async function open({ config }: RecordedRule, rule: RecordedRule["rule"]) {
    const emulator = await startEmulator({ state: { rules: [rule] } });
    onTestFinished(() => emulator.close());
    const host = await start(configurationFor(emulator, config));
    onTestFinished(() => host.close());
    return { emulator, host };
  }

  describe.each(recordedBy<RecordedRule>("automate-response-config"))("of $release: $what", (recorded) => {
    const { id, program, inputs, outputs, rule } = recorded;
    const { __unfinished, ...finished } = outputs;
    // What drifts, or is updated, gets the sentence of this release.
    const { summary: _summary, ...same } = finished;
    // What older releases did not record is filled in.
    const __account = "1130916744880001";

    test("the same program is no change, and what did not drift is read as it was recorded", async () => {
      const { emulator, host } = await open(recorded, rule);
      const { inputs: news, failures } = await host.check(inputs, program);
      expect(failures).toEqual([]);
      const changes = __unfinished !== undefined;
      expect(await host.diff(id, outputs, news)).toMatchObject({ changes, replaces: [] });
      expect(emulator.journal).toEqual([]);

      const found = await host.read(id, outputs);
      expect(found.id).toBe(id);
      if (!changes) expect([found.inputs, found.properties]).toEqual([inputs, { ...outputs, __account }]);
      else expect(found.properties).toMatchObject({ ...same, enabled: false, __unfinished });
    });

    test("it can be brought to what the program says, and deleted", async () => {
      const { emulator, host } = await open(recorded, { ...rule, Status: 0 });
      const { inputs: news } = await host.check(inputs, { ...program, enabled: true });
      const updated = await host.update(id, outputs, news);
      expect(updated).toMatchObject({
        ...news,
        enabled: true,
        responseRuleType: "custom",
        __account,
      });
      expect(updated).not.toHaveProperty("__unfinished");
      expect(emulator.state.rules).toMatchObject([{ ...rule, Status: 100, GmtModified: expect.anything() }]);

      await host.delete(id, outputs);
      const statuses = emulator.state.rules.map(({ Status }) => Status);
      expect(statuses).toEqual(outputs.onDelete === "disable" ? [0] : []);
    });
  });
});
