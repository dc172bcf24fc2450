import type { JobQueue } from "../job-queue/job-queue.ts";
import type { ResourceStore } from "../resource/resource-store.ts";
import type { SchedulingPolicy } from "./scheduling-policy.ts";

/** The policy of a queue as it is now; `undefined` of one that is first in, first out. */
export function policyOfQueue(
  policies: ResourceStore<SchedulingPolicy>,
  { schedulingPolicyArn: arn }: Pick<JobQueue, "schedulingPolicyArn">,
): SchedulingPolicy | undefined {
  return arn === undefined ? undefined : policies.find(arn);
}

/** Whether the queue's jobs are in quota shares: "quota management" in the user guide. */
export const isQuotaManaged = (
  policies: ResourceStore<SchedulingPolicy>,
  queue: Pick<JobQueue, "schedulingPolicyArn">,
): boolean => policyOfQueue(policies, queue)?.quotaShare !== undefined;
