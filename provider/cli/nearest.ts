import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The path of what has this name in the current folder, or the nearest above. */
export function nearest(name: string, folder = process.cwd()): string | undefined {
  if (existsSync(join(folder, name))) return join(folder, name);
  return dirname(folder) === folder ? undefined : nearest(name, dirname(folder));
}

/** The path of the project file of Pulumi that counts in the current folder. */
export function projectFile(): string | undefined {
  return nearest("Pulumi.yaml") ?? nearest("Pulumi.yml");
}
