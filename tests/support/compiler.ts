import { join } from "node:path";
import ts from "typescript";
import { checkout } from "./project";

/**
 * The compiler, with the checkout's own settings, for texts of one file that need not be there.
 * @param path of the file in the checkout, from which its imports are resolved
 * @returns the errors in a text, the message of each
 */
export function compilerOf(path: string): (text: string) => string[] {
  const file = join(checkout, path);
  const { config } = ts.readConfigFile(join(checkout, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, checkout);
  let current = "";
  let version = 0;
  const service = ts.createLanguageService({
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : "1"),
    getScriptSnapshot: (name) => {
      const content = name === file ? current : ts.sys.readFile(name);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => checkout,
    getCompilationSettings: () => ({ ...options, include: undefined }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  });
  return (text) => {
    current = text;
    version++;
    return service
      .getSemanticDiagnostics(file)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  };
}
