/** Statuses of a strategy task as the service writes them. */
export const WAITING = "-1";
export const STARTING = "0";
export const RUNNING = "1";
export const FINISHED = "2";
export const SCHEDULED = "3";
export const PAUSED = "4";
/** One that no document names. Nothing that is asked for moves a task out of it. */
export const UNHEARD_OF = "5";
