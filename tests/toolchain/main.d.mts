/** Runs a command; its result is the exit code. Ends with 1 and a message when the set-up cannot go on. */
export function main(command: () => Promise<number>): Promise<void>;

/** Runs one step and tells how long it took; `work` may say what it is doing. */
export function step<T>(title: string, work: (say: (text: string) => void) => Promise<T>): Promise<T>;
