/**
 * A program of an npm package, installed by npm into the user's cache at its first use.
 *
 * @param name of the package
 * @param version exact, as in "22.1.0"
 * @param program what the package calls it
 * @returns the path of the program
 */
export function ensureNpmProgram(name: string, version: string, program: string): Promise<string>;
