import { isDeepStrictEqual } from "node:util";
import { redact } from "../api/calls/redact";
import { canonicalText } from "../json";
import { beginning, LONGEST, visible } from "../wording";

type Properties = Readonly<Record<string, unknown>>;

/** How a value is written that the engine encrypts and shows as `[secret]` (Pulumi, sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** A value that is secret. */
export function secret(value: unknown): object {
  return { ...SIGNATURE, value };
}

/** The error for a secret that a preview would show. The engine prints no inputs of a resource whose diff failed. */
export function keptInClear(what: string, property: string): Error {
  return new Error(
    `${what}: ${property} is recorded as a secret and stays, because of ignoreChanges, but the program gives it in clear, and so ` +
      `would be its sentence. Write pulumi.secret(…) around what the program gives, or take ${property} out of ignoreChanges.`,
  );
}

/**
 * What is secret in the resources of this process. The host hands out plain values; which of them are secret, the class of
 * a resource tells its check, and state remembers the names of the properties. What the engine finds under the same name
 * as in the program it marks itself (Pulumi, plugin/provider_plugin.go, annotateSecrets).
 */
export class Secrets {
  /** Names of secret properties, and of those whose changes are ignored, by the inputs that check made. */
  readonly #names = new Map<string, { readonly names: readonly string[]; readonly ignored: readonly string[] }>();
  readonly #texts = new Set<string>();

  /** Notes the secret properties of a resource, so that their values are in no line and no error. */
  learn(properties: Properties, names: readonly string[] = []): void {
    for (const value of names.map((name) => properties[name])) {
      // A sentence may hold a value as one text with its keys, or its beginning only.
      const texts = textsIn(value);
      const whole = typeof value === "object" && texts.length > 0 ? [canonicalText(value)] : [];
      for (const text of [...whole, ...texts]) {
        const start = beginning(text, LONGEST);
        for (const form of [text, start]) this.#texts.add(form).add(visible(JSON.stringify(form)).slice(1, -1));
      }
    }
  }

  /** Notes the same of a resource as check saw it: the verbs that follow get its inputs alone. */
  checked(inputs: Properties, names: readonly string[], ignored: readonly string[]): void {
    this.learn(inputs, names);
    this.#names.set(canonicalText(inputs), { names, ignored });
  }

  /**
   * The properties that the engine keeps, by `ignoreChanges`, from a time when they were secret. The program gives them in clear now,
   * so that check has told them in a sentence in clear.
   * @param recorded what state remembers as secret
   */
  keptInClear(inputs: Properties, recorded: readonly string[] = []): readonly string[] {
    if (recorded.length === 0) return [];
    const { names, ignored } = this.#names.get(canonicalText(inputs)) ?? { names: [], ignored: [] };
    const isIgnored = (name: string) => ignored.includes(name) || ignored.includes("*");
    return recorded.filter((name) => Object.hasOwn(inputs, name) && isIgnored(name) && !names.includes(name));
  }

  /**
   * The secret properties of inputs. A policy may have changed what check made: then any of them may be.
   * @param recorded what state remembers, where there was no check
   */
  namesOf(inputs: Properties, recorded?: readonly string[]): readonly string[] {
    return (
      this.#names.get(canonicalText(inputs))?.names ?? recorded ?? (this.#texts.size > 0 ? Object.keys(inputs) : [])
    );
  }

  /** A text without secret values. */
  clean(text: string): string {
    return redact(text, this.#texts);
  }

  /** Runs a verb; no secret value is in the error that it may end with. */
  async guard<Result>(verb: () => Promise<Result>): Promise<Result> {
    try {
      return await verb();
    } catch (error) {
      if (this.#texts.size === 0 || !(error instanceof Error)) throw error;
      const { message, stack, reasons } = error as Error & { readonly reasons?: readonly string[] };
      Object.assign(error, { message: this.clean(message), stack: stack && this.clean(stack) });
      if (reasons !== undefined) Object.assign(error, { reasons: reasons.map((reason) => this.clean(reason)) });
      throw error;
    }
  }
}

/**
 * What a verb answers, with a mark on each property that holds what is secret under another name.
 * @param from the inputs, or the state, that it was made from
 * @param names the secret properties of `from`
 */
export function encrypted<Answer extends object>(answer: Answer, from: Properties, names: readonly string[]): Answer {
  if (names.length === 0) return answer;
  const texts = textsIn(names.map((name) => from[name]));
  const isSecret = (name: string, value: unknown) => {
    if (name.startsWith("__") || isDeepStrictEqual(value, from[name])) return false;
    // What somebody else has changed may be secret where it was not before, and so may the sentence that tells it.
    if (names.includes(name) || name === "summary") return true;
    return textsIn(value).some((found) => texts.some((text) => found.includes(text)));
  };
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name, isSecret(name, value) ? secret(value) : value]),
  ) as Answer;
}

/** The texts and numbers in a value, as texts. Several values that must all hold are the keys of a map. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)].filter((text) => text.trim());
  if (typeof value !== "object" || value === null) return [];
  const parts = Object.values(value);
  const isSet = parts.length > 1 && parts.every((part) => part === true);
  return isSet ? Object.keys(value) : parts.flatMap(textsIn);
}
