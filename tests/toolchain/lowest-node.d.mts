/**
 * The oldest Node.js that package.json declares, installed by npm into the user's cache at its first use.
 *
 * @returns the path of the program
 */
export function ensureLowestNode(): Promise<string>;
