import { optionalId } from "../calls/decode";
import type { Operation } from "../calls/operation";
import { sas2018 } from "./products";

/** Parameters of GenerateOnceTask. */
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

/** Reply of GenerateOnceTask. */
export interface GenerateOnceTaskResponse {
  /** Id of the task, trimmed; absent when as many tasks are running as may (`CanCreate` is false). */
  readonly TaskId?: string;
}

/** Starts a task. Two calls start two tasks. */
export const generateOnceTask: Operation<GenerateOnceTaskRequest, GenerateOnceTaskResponse> = {
  ...sas2018,
  action: "GenerateOnceTask",
  repeat: "unsafe",
  ramAction: "yundun-aegis:GenerateOnceTask",
  decode: (body) => {
    const TaskId = optionalId(body.TaskId, "TaskId");
    if (TaskId === undefined && body.CanCreate !== false) throw new TypeError("TaskId is missing");
    return { TaskId };
  },
};
