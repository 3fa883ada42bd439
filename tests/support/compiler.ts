import { join } from "node:path";
import ts from "typescript";
import { checkout } from "./project";

/** The compiler and the editor's knowledge, with the checkout's own settings, for texts of one file that need not be there. */
export interface Compiler {
  /** The errors in a text, the message of each. */
  errorsIn(text: string): string[];
  /** What an editor shows for the last word of a text: what a comment says, and its example. */
  hoverIn(text: string): { readonly text: string; readonly example: string };
}

/** The `errorsIn` of a compiler. */
export function compilerOf(path: string): (text: string) => string[] {
  return editorOf(path).errorsIn;
}

/** @param path of the file in the checkout, from which its imports are resolved */
export function editorOf(path: string): Compiler {
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
  const set = (text: string) => {
    current = text;
    version++;
  };
  return {
    errorsIn(text) {
      set(text);
      const found = service.getSemanticDiagnostics(file);
      return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
    },
    hoverIn(text) {
      set(text);
      const { documentation, tags } = service.getQuickInfoAtPosition(file, text.length - 1) ?? {};
      const example = tags?.find(({ name }) => name === "example");
      return { text: ts.displayPartsToString(documentation), example: ts.displayPartsToString(example?.text) };
    },
  };
}
