import { randomUUID } from "node:crypto";
import { BatchClientError } from "../ports/batch-api.ts";

/** The message style of most of AWS Batch's own validation. */
function whileExecuting(message: string): BatchClientError {
  return new BatchClientError(`Error executing request, Exception : ${message}, RequestId: ${randomUUID()}`);
}

/** What a caller can do wrong. Texts with a source are AWS's own; AWS's text for the others is not known. */
export const clientErrors = {
  /** github.com/base2genomics/batchit/issues/13 */
  queueNotFound: (name: string) => new BatchClientError(`JobQueue ${name} not found.`),
  queueDisabled: (name: string) =>
    whileExecuting(`JobQueue ${name} is not accepting jobs: it is not ENABLED and VALID`),
  /** terraform-provider-aws and public logs; facts/batch.md, section 2. */
  queueWithoutEc2: () =>
    new BatchClientError(
      "Job Queue is attached to Compute Environment that can not run Jobs with capability EC2.",
    ),
  /** github.com/aws-samples/aws-genomics-workflows/issues/84 */
  definitionNotActive: (name: string) =>
    new BatchClientError(`JobDefinition name ${name} does not exist or is not in ACTIVE status`),
  /** github.com/azavea/raster-vision-aws/issues/17 */
  definitionNotFound: (name: string) => new BatchClientError(`JobDefinition ${name} not found.`),
  /** github.com/aws/aws-sdk-js/issues/4280 */
  unsupportedName: (name: string) =>
    new BatchClientError(`Provided name ${name} is not supported pattern[a-zA-Z_0-9-]{1,128}`),
  /** github.com/fluidattacks/makes/issues/697 */
  jobName: () => whileExecuting("Job name should match valid pattern"),
  jobNotFound: (id: string) => whileExecuting(`Job ${id} does not exist`),
  /** Two independent public reports; facts/batch.md, section 8. */
  unknownReference: (name: string) =>
    new BatchClientError(`Unable to substitute value. No parameter found for reference ${name}`),
  /** github.com/ASFHyP3/hyp3/issues/3041 */
  jobTooLarge: (kib: number) => whileExecuting(`Job size must be less than 30 KiB, got ${kib} KiB`),
  /** terraform-provider-aws acceptance tests. */
  attemptsMissing: () => whileExecuting("RetryAttempts must be provided with retry strategy"),
  /** github.com/ASFHyP3/hyp3/pull/586 (vCPU); the memory text follows it. */
  vcpuMissing: () => whileExecuting("vCPU is not provided."),
  memoryMissing: () => whileExecuting("Memory is not provided."),
  shareIdentifierMissing: () => new BatchClientError("shareIdentifier must be specified."),
  /** "onlybe" is AWS's. */
  shareIdentifierNotAllowed: () =>
    new BatchClientError(
      "Job with shareIdentifier or schedulingPriority can onlybe submitted to job queue with fair share scheduling policy.",
    ),
  /** Two spaces are AWS's. */
  tooManyJobs: () => whileExecuting("Maximum number of jobs supported is  100"),
  timeoutTooShort: (given: number) =>
    whileExecuting(`attemptDurationSeconds must be at least 60 seconds, given ${given}`),
  invalid: whileExecuting,
  notYetLocal: (what: string, instead: string) =>
    new BatchClientError(`The local AWS Batch does not support ${what} yet. ${instead}`),
} as const;
