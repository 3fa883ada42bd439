import { type Decoded, flag, id, optional, record, withDefault } from "../calls/decode";
import { sas2018 } from "./products";

/** A task to start. */
export interface GenerateOnceTaskRequest {
  /** Type of the task, e.g. `CLIENT_PROBLEM_CHECK`. */
  readonly TaskType: string;
  /** Name of the task; the documents show the type here. */
  readonly TaskName: string;
  /** What the task works on: the text of a JSON object whose keys depend on the type. */
  readonly Param: string;
  /** Source of the task, e.g. `Manual`. */
  readonly Source?: string;
}

const reply = record({
  /** Id of the task, trimmed; absent when the limit of concurrent tasks is reached, or that of another. */
  TaskId: optional(id),
  /** false when that limit is reached. */
  CanCreate: withDefault(flag, true),
});

/** Starts a task. Two calls start two tasks. */
export const generateOnceTask = sas2018<GenerateOnceTaskRequest, Pick<Decoded<typeof reply>, "TaskId">>({
  action: "GenerateOnceTask",
  repeat: "unsafe",
  ramAction: "yundun-aegis:GenerateOnceTask",
  decode: (body) => {
    const { TaskId, CanCreate } = reply(body);
    if (TaskId === undefined && CanCreate) throw new TypeError("TaskId is missing");
    // Beside a no, an id is that of another task.
    return { TaskId: CanCreate ? TaskId : undefined };
  },
});
