import { whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with scheduling policies. AWS's texts are not known. */
export const policyErrors = {
  notFound: (arn: string) => whileExecuting(`Scheduling policy ${arn} does not exist`),
  inUse: (arn: string, queue: string) =>
    whileExecuting(`Cannot delete, scheduling policy ${arn} is used by job queue ${queue}`),
} as const;
