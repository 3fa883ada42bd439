/**
 * Makes the stack traces of the SDK cheap, and what it tells the engine of a resource's place true, until the function that it returns
 * is called. The SDK takes the caller of the class below CustomResource for the program (sdk/nodejs/resource.ts, constructor of
 * Resource), and here one more class stands between. Frames of Node.js have no position that the engine knows.
 * @param own the class that stands between
 * @param mayThrow whether code of the program runs meanwhile, whose errors need their own trace
 */
export function traceProgram(own: { readonly name: string }, mayThrow: boolean): () => void {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const written = prepareStackTrace ?? asText;
  const isProgram = (frame: NodeJS.CallSite) =>
    frame.getFunctionName() !== own.name && !frame.getFileName()?.startsWith("node:");
  // The SDK captures a stack and looks up source maps for each promise of a resource, a third of a program's time.
  if (!mayThrow) Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, frames) => written(error, frames.filter(isProgram));
  return () => Object.assign(Error, { stackTraceLimit, prepareStackTrace });
}

/** How V8 writes a stack trace. */
function asText(error: Error, frames: readonly NodeJS.CallSite[]): string {
  return [String(error), ...frames.map((frame) => `    at ${frame}`)].join("\n");
}
