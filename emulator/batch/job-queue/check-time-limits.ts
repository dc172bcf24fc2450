import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { StateTimeLimit } from "./job-queue.ts";

type Given = NonNullable<OperationInput<"CreateJobQueue">["jobStateTimeLimitActions"]>;

/** User guide, "Automatic remediation with jobStateTimeLimitActions": not every reason has this remedy. */
const remediable: ReadonlySet<string> = new Set([
  "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
  "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
  "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
]);

/** API reference, JobStateTimeLimitAction: ten minutes to a day; TERMINATE is for SageMaker's queues. */
export function checkTimeLimits(given: Given, isForServiceJobs: boolean): StateTimeLimit[] {
  if (isForServiceJobs && given.length > 0) {
    throw resourceErrors.notYetLocal("jobStateTimeLimitActions of service jobs", "Leave them out.");
  }
  return given.map(({ maxTimeSeconds: maxSeconds, ...limit }) => {
    checkRange("maxTimeSeconds", maxSeconds, 600, 86_400);
    if (limit.action !== "CANCEL") {
      throw resourceErrors.invalid(`action must be CANCEL for this kind of job queue, given ${limit.action}`);
    }
    if (!remediable.has(limit.reason)) {
      throw resourceErrors.invalid(
        `reason must be one of ${[...remediable].join(", ")}, given ${limit.reason}`,
      );
    }
    return { ...limit, maxSeconds };
  });
}
