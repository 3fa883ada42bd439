/** A configuration that cannot be used. The message says what to set. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";

  constructor(
    /** The full key to set, e.g. `alicloud-soar:region`. */
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}
