import { BatchClientError, whileExecuting } from "../ports/batch-api.ts";

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
  /** github.com/terraform-aws-modules/terraform-aws-batch/issues/5 */
  environmentInUse: () => new BatchClientError("Cannot delete, found existing JobQueue relationship"),
  /** AWS's for "delete" (EC2 Spot workshops, "Cleanup"); the other follows it. */
  beingModified: (action: "update" | "delete") =>
    new BatchClientError(`Cannot ${action}, resource is being modified.`),
  notDisabled: (kind: string, name: string) =>
    whileExecuting(`Cannot delete, state of ${kind} ${name} must be DISABLED`),
  /** github.com/kislyuk/aegea/issues/17 */
  alreadyExists: () => new BatchClientError("Object already exists"),
  environmentNotFound: (name: string) => whileExecuting(`Compute environment ${name} does not exist`),
  environmentNotValid: (name: string) =>
    whileExecuting(
      `Compute environment ${name} is not VALID; only a VALID one can be associated with a queue`,
    ),
  environmentCount: (given: number) =>
    whileExecuting(`computeEnvironmentOrder must have 1 to 3 compute environments, given ${given}`),
  environmentTwice: () =>
    whileExecuting("computeEnvironmentOrder must name each compute environment and each order once"),
  /** The note of the API reference, CreateJobQueue. */
  mixedEnvironments: () =>
    whileExecuting(
      "All compute environments that are associated with a job queue must share the same architecture.",
    ),
  /** github.com/aws/aws-cdk/issues/31148 */
  mixedInstanceTypes: () =>
    whileExecuting("arm-based instance type cannot be used with other instance types."),
  /** AWS's up to the bracket (github.com/aws/amazon-genomics-cli/issues/209), which leaves out what was given. */
  unknownInstanceType: (given: string, known: readonly string[]) =>
    whileExecuting(
      `Instance type can only be one of [${known.join(", ")}], given ${given} (the local AWS Batch knows fewer types than AWS)`,
    ),
  /** terraform-provider-aws acceptance tests. */
  instanceRoleMissing: () => whileExecuting("Instance role is required."),
  /** The style of "Instance role is required." */
  required: (member: string) => whileExecuting(`${member} is required.`),
  vcpuLimits: (min: number, desired: number, max: number) =>
    whileExecuting(`0 <= minvCpus <= desiredvCpus <= maxvCpus must hold, given ${min}, ${desired}, ${max}`),
  serviceRoleKind: () =>
    whileExecuting("A service-linked role cannot be changed to a regular IAM role, nor the reverse"),
  infrastructureNeedsLinkedRole: (members: readonly string[]) =>
    whileExecuting(
      `Changing ${members.join(", ")} is an infrastructure update, which needs the service-linked role AWSServiceRoleForBatch`,
    ),
  infrastructureNeedsProgressive: (members: readonly string[], strategy: string) =>
    whileExecuting(
      `Changing ${members.join(", ")} is an infrastructure update, which needs allocation strategy BEST_FIT_PROGRESSIVE, SPOT_CAPACITY_OPTIMIZED or SPOT_PRICE_CAPACITY_OPTIMIZED, not ${strategy}`,
    ),
  policyAdded: () => whileExecuting("A scheduling policy cannot be added to a FIFO job queue"),
  invalid: whileExecuting,
  notYetLocal: (what: string, instead: string) =>
    new BatchClientError(`The local AWS Batch does not support ${what} yet. ${instead}`),
} as const;
