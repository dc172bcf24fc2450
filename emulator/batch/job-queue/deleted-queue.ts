import { resourceName } from "../arns.ts";
import type { JobQueue } from "./job-queue.ts";

/** What jobs of a queue that is no more still show of it. */
export const deletedQueue = (arn: string): JobQueue => ({
  name: resourceName(arn),
  arn,
  state: "DISABLED",
  status: "DELETED",
  priority: 0,
  environmentOrder: [],
  timeLimits: [],
});
