import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { isObject, type JsonObject, readJson } from "../json";

/** What the package.json of a folder says; an empty object where there is none that can be read. */
export function manifestIn(folder: string): JsonObject {
  const path = join(folder, "package.json");
  const read = existsSync(path) ? readJson(readFileSync(path, "utf8")) : undefined;
  return isObject(read) ? read : {};
}

/** The line with which a program imports a file of TypeScript. @param folder of the program @param file its path */
export function importLine(folder: string, file: string): string {
  const path = relative(folder, resolve(file)).split(sep).join("/");
  // A module has to say the extension. (Node.js, mandatory file extensions)
  const plain = manifestIn(folder).type === "module" ? ".js" : "";
  const named = path.replace(/\.([cm]?)ts$/, (_, kind: string) => (kind ? `.${kind}js` : plain));
  return `import ${JSON.stringify(named.startsWith("../") ? named : `./${named}`)};`;
}
