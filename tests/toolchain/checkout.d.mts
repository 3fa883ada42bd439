/**
 * Installs the packages of package-lock.json, unless they are installed.
 *
 * @throws SetupError with npm's output
 */
export function installPackages(): Promise<unknown>;

/**
 * Builds dist/, unless it is what the sources build.
 *
 * @throws SetupError with the compiler's output
 */
export function buildPackage(): Promise<unknown>;
