import { whileExecuting } from "../../ports/batch-api.ts";
import type { SchedulingPolicy } from "./scheduling-policy.ts";

/** What a caller can do wrong with scheduling policies. AWS's texts are not known. */
export const policyErrors = {
  notFound: (arn: string) => whileExecuting(`Scheduling policy ${arn} does not exist`),
  inUse: (arn: string, queue: string) =>
    whileExecuting(`Cannot delete, scheduling policy ${arn} is used by job queue ${queue}`),
  /** API reference, CreateSchedulingPolicy: "Only one of fairsharePolicy or quotaSharePolicy can be set." */
  oneKind: () => whileExecuting("Only one of fairsharePolicy or quotaSharePolicy can be set"),
  otherKind: ({ name, quotaShare }: SchedulingPolicy) =>
    whileExecuting(
      `Scheduling policy ${name} keeps its kind: give ${quotaShare ? "quotaSharePolicy" : "fairsharePolicy"}, or create another policy`,
    ),
} as const;
