import { relative, resolve, sep } from "node:path";
import { manifestIn } from "../doctor/program";

/** The line with which a program imports a file of TypeScript. @param folder of the program @param file its path */
export function importLine(folder: string, file: string): string {
  const path = relative(folder, resolve(file)).split(sep).join("/");
  // A module has to say the extension. (Node.js, mandatory file extensions)
  const plain = manifestIn(folder).type === "module" ? ".js" : "";
  const named = path.replace(/\.([cm]?)ts$/, (_, kind: string) => (kind ? `.${kind}js` : plain));
  return `import ${JSON.stringify(named.startsWith("../") ? named : `./${named}`)};`;
}
