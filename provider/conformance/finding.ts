import { questions, type SettingName } from "../emulator/settings";

/** What was found out about one question. Holds no id, no name and no secret of the account. */
export interface Finding {
  readonly question: string;
  /** In words; absent where nothing told it. */
  readonly answer?: string;
  /** What was seen. */
  readonly evidence: string;
  /** What makes the emulator answer so, as `name=answer`; absent without an answer, and where there is no setting. */
  readonly setting?: string;
}

/** What was found out about a setting of the emulator. `answer`: undefined where nothing told it. */
export function finding(name: SettingName, answer: string | undefined, evidence: string): Finding {
  const { asks: question, answers } = questions[name];
  if (answer === undefined) return { question, evidence };
  const meanings: Readonly<Record<string, string>> = answers;
  return { question, answer: meanings[answer] ?? answer, evidence, setting: `${name}=${answer}` };
}
