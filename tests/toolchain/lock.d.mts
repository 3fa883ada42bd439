/**
 * Does something that only one process may do at a time, unless it is done already.
 * @param lock a file that exists while somebody works
 * @param look finds the result of an earlier run; undefined: there is none
 * @param waiting called once when another process has the lock
 */
export function once<T>(
  lock: string,
  look: () => Promise<T | undefined>,
  work: () => Promise<T>,
  waiting?: () => void,
): Promise<T>;
