import type { OperationInput } from "../../model/operation-types.ts";
import { checkRange } from "../resource/check-range.ts";
import { resourceErrors } from "../resource/errors.ts";
import type { StateTimeLimit } from "./job-queue.ts";

type Given = NonNullable<OperationInput<"CreateJobQueue">["jobStateTimeLimitActions"]>;

interface Remedy {
  readonly action: StateTimeLimit["action"];
  readonly reasons: ReadonlySet<string>;
}

/**
 * User guide, "Automatic remediation with jobStateTimeLimitActions", a page for each kind of queue: not every reason has
 * this remedy.
 */
const forJobs: Remedy = {
  action: "CANCEL",
  reasons: new Set([
    "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
    "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT",
  ]),
};
const forServiceJobs: Remedy = {
  action: "TERMINATE",
  reasons: new Set([
    "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY",
    "MISCONFIGURATION:SERVICE_ENVIRONMENT_MAX_RESOURCE",
    "MISCONFIGURATION:QUOTA_MANAGEMENT_LIMIT_EXCEEDED",
  ]),
};

/** API reference, JobStateTimeLimitAction: ten minutes to a day; TERMINATE is for SageMaker's queues, and only that. */
export function checkTimeLimits(given: Given, isForServiceJobs: boolean): StateTimeLimit[] {
  const { action, reasons } = isForServiceJobs ? forServiceJobs : forJobs;
  return given.map(({ maxTimeSeconds: maxSeconds, ...limit }) => {
    checkRange("maxTimeSeconds", maxSeconds, 600, 86_400);
    if (limit.action !== action) {
      throw resourceErrors.invalid(
        `action must be ${action} for this kind of job queue, given ${limit.action}`,
      );
    }
    if (!reasons.has(limit.reason)) {
      throw resourceErrors.invalid(`reason must be one of ${[...reasons].join(", ")}, given ${limit.reason}`);
    }
    return { ...limit, maxSeconds };
  });
}
