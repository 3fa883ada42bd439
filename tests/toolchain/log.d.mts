/** Tells a person which steps run and how long they take. */
export interface Log {
  /**
   * Runs one step and shows it as one line.
   *
   * @param title what is done
   * @param work receives a function that says what the step does now; the last text said stays on the finished line
   * @returns what the work returns
   */
  step<T>(title: string, work: (say: (text: string) => void) => Promise<T>): Promise<T>;
}

/** A log that shows nothing. */
export const silent: Log;

/** A log on a stream: lines that live on a terminal, plain finished lines elsewhere (and where CI is set). */
export function createLog(stream: NodeJS.WriteStream): Log;
