import type { SchedulingPolicy } from "../scheduling-policy/scheduling-policy.ts";
import { allTypes, isLimitedByType } from "../service-environment/service-environment.ts";
import { queueErrors } from "./errors.ts";
import type { JobQueue } from "./job-queue.ts";

/**
 * What a queue's policy and its environments must have in common: quota management is for service jobs only (user guide,
 * "Quota management") and wants limits by instance type, every other queue limits for all types together (user guide,
 * "Jobs stuck in RUNNABLE due to misconfiguration").
 */
export function checkSchedulingKind(
  policy: SchedulingPolicy | undefined,
  serviceOrder: JobQueue["serviceOrder"],
): void {
  const isQuota = policy?.quotaShare !== undefined;
  if (!serviceOrder) {
    if (isQuota) throw queueErrors.quotaForContainers();
    return;
  }
  const wrong = serviceOrder.find(({ environment }) => isLimitedByType(environment) !== isQuota);
  if (wrong) {
    throw queueErrors.wrongUnits(wrong.environment.name, isQuota ? "instance types" : allTypes);
  }
}
