import { InvalidArgumentError } from "commander";
import { characterNames } from "../emulator/characters";
import { answersOf, checkSettings, type Settings, settingNames } from "../emulator/settings";
import { command, EXIT, flag, oneOf, parsed, port, positive, repeated, text } from "./command";

const settingsHelp = settingNames.map((name) => `${name}=${answersOf(name).join("|")}`).join(", ");

const HELP = `
While it runs, what it holds can be read and replaced over HTTP, by lists of the API's own field names; the rest of a rule is filled in:
  curl http://127.0.0.1:4010/_emulator/state
  curl -X PUT http://127.0.0.1:4010/_emulator/state -d '{"rules":[{"RuleName":"made-in-console","Status":100}]}'`;

/** `alicloud-soar emulator`: a local Security Center, for first steps and for tests of stacks. */
export const emulatorCommand = command({
  name: "emulator",
  description: "run a local Security Center until Ctrl+C, for first steps and for tests of stacks",
  example: "alicloud-soar emulator --port 0 --sample",
  options: {
    port: parsed("--port <number>", "port to listen on; 0 for any free one", port, 4010),
    host: parsed("--host <address>", "address to listen on", text, "127.0.0.1"),
    sample: flag(
      "--sample",
      "start with a few rules, strategy tasks and failing instances: to adopt, pause and repair",
    ),
    callsPerSecond: parsed(
      "--calls-per-second <number>",
      "calls a second above which it answers Throttling.User",
      positive,
      undefined,
    ),
    character: parsed(
      "--character <name>",
      `what it does where the documents are silent, as a whole: ${characterNames.join(", ")}`,
      oneOf(characterNames),
      undefined,
    ),
    setting: repeated("--setting <name=answer>", `one answer; the first is the default: ${settingsHelp}`, setting),
  },
  run: async ({ setting, ...options }) => {
    const { serve } = await import("../emulator/command-line.js");
    const settings: Partial<Settings> = Object.assign({}, ...setting);
    await serve({ ...options, state: { settings } }, console.log).catch((error: NodeJS.ErrnoException) => {
      if (error.syscall === undefined) throw error;
      const remedy =
        error.code === "EADDRINUSE"
          ? "another emulator may have the port: --port 0 takes any free one"
          : "choose another --host or --port";
      throw new InvalidArgumentError(
        `The emulator cannot listen on ${options.host}, port ${options.port} (${error.code}): ${remedy}.`,
      );
    });
    return EXIT.succeeded;
  },
}).addHelpText("after", HELP);

function setting(text: string): Partial<Settings> {
  const [name = "", answer] = text.split(/=(.*)/s);
  if (!name || !answer) throw new InvalidArgumentError("It must be <name>=<answer>.");
  try {
    const given = { [name]: answer };
    checkSettings(given);
    return given;
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
