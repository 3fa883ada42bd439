/** A configuration that cannot be used. The message says what to set, a line for each value that is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(
    /** The full key to set, e.g. `alicloud-soar:region`: the first one, where several are wrong. */
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}

/** Collects what is wrong, so that all of it is told at once. */
export class Problems {
  readonly #found = new Map<string, ConfigError>();

  /** Does a part of the reading; undefined when it ends with a ConfigError, which is kept. */
  keep<Value>(part: () => Value): Value | undefined {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#found.set(error.message, error);
      return undefined;
    }
  }

  /** Each problem, once. */
  get all(): readonly ConfigError[] {
    return [...this.#found.values()];
  }
}
