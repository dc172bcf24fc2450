import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with job queues. */
export const queueErrors = {
  /** github.com/base2genomics/batchit/issues/13 */
  notFound: (name: string) => new BatchClientError(`JobQueue ${name} not found.`),
  notAccepting: (name: string) =>
    whileExecuting(`JobQueue ${name} is not accepting jobs: it is not ENABLED and VALID`),
  /** docs/batch-facts.md, "Errors"; seen for EC2. */
  withoutCapability: (capability: string) =>
    new BatchClientError(
      `Job Queue is attached to Compute Environment that can not run Jobs with capability ${capability}.`,
    ),
  environmentNotValid: (name: string, kind = "Compute") =>
    whileExecuting(
      `${kind} environment ${name} is not VALID; only a VALID one can be associated with a queue`,
    ),
  environmentCount: (given: number) =>
    whileExecuting(`computeEnvironmentOrder must have 1 to 3 compute environments, given ${given}`),
  environmentTwice: (member = "computeEnvironmentOrder") =>
    whileExecuting(`${member} must name each environment and each order once`),
  /** The note of the API reference, CreateJobQueue. */
  mixedEnvironments: () =>
    whileExecuting(
      "All compute environments that are associated with a job queue must share the same architecture.",
    ),
  /** API reference, CreateJobQueue: "EC2 and Fargate compute environments can't be mixed." */
  mixedCapabilities: () =>
    whileExecuting("EC2, Fargate and managed-instance compute environments cannot be mixed in a job queue"),
  otherKind: () =>
    whileExecuting(
      "A job queue keeps its kind of environments: compute environments or service environments",
    ),
  policyAdded: () => whileExecuting("A scheduling policy cannot be added to a FIFO job queue"),
  quotaForContainers: () =>
    whileExecuting(
      "A scheduling policy with quotaSharePolicy is only for job queues with service environments",
    ),
  otherPolicyKind: () =>
    whileExecuting("A job queue keeps its kind of scheduling policy: fairsharePolicy or quotaSharePolicy"),
  wrongUnits: (environment: string, units: string) =>
    whileExecuting(
      `Service environment ${environment} must have capacity limits in ${units} for the scheduling of this job queue`,
    ),
} as const;
