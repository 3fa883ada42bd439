import { type Decoded, id, list, record, text } from "../calls/decode";
import { sas2018 } from "./products";

/** The unfinished tasks of one target. */
interface ListUnfinishedOnceTaskRequest {
  /** `ASSETS_COLLECTION` or `IMAGE_SCAN`. */
  readonly TaskType: string;
  /** UUID of a server, or digest of an image. */
  readonly Target: string;
}

const task = record({
  TaskId: id,
  TaskName: text,
  /** `INIT`, `START` or `DISPATCH`, as in DescribeOnceTask. */
  StatusText: text,
  /** How far it is, per cent. */
  Progress: text,
  /** Result in words. */
  ResultInfo: text,
});

/** The document has no total, so only the RequestId tells a reply without tasks from what is no reply. */
const reply = record({ OnceTasks: list(task), RequestId: id });

/** The types of tasks that are listed by their target. */
export const targetedTaskTypes: readonly string[] = ["ASSETS_COLLECTION", "IMAGE_SCAN"];

/** Lists the unfinished tasks of a type and target. */
export const listUnfinishedOnceTask = sas2018<ListUnfinishedOnceTaskRequest, Decoded<typeof reply>>({
  action: "ListUnfinishedOnceTask",
  repeat: "safe",
  decode: reply,
});
