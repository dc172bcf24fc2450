import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with jobs. */
export const jobErrors = {
  /** github.com/fluidattacks/makes/issues/697 */
  name: () => whileExecuting("Job name should match valid pattern"),
  /** Two independent public reports; docs/batch-facts.md, "Errors". */
  unknownReference: (name: string) =>
    new BatchClientError(`Unable to substitute value. No parameter found for reference ${name}`),
  /** github.com/ASFHyP3/hyp3/issues/3041 */
  tooLarge: (kib: number) => whileExecuting(`Job size must be less than 30 KiB, got ${kib} KiB`),
  /** terraform-provider-aws acceptance tests. */
  attemptsMissing: () => whileExecuting("RetryAttempts must be provided with retry strategy"),
  /** github.com/ASFHyP3/hyp3/pull/586 (vCPU); the memory text follows it. */
  vcpuMissing: () => whileExecuting("vCPU is not provided."),
  memoryMissing: () => whileExecuting("Memory is not provided."),
  /** github.com/kestra-io/plugin-aws/issues/504 */
  notNumeric: (given: string, type: string) =>
    whileExecuting(
      `Value ${given} for type ${type} in resourceRequirement is not valid. Please provide a numeric value.`,
    ),
  /** github.com/insitro/redun/pull/95 */
  oldMemberOnFargate: (member: "vcpus" | "memory") =>
    new BatchClientError(`${member} is not applicable for Fargate. Use resource requirements instead.`),
  /** github.com/Netflix/metaflow/issues/749 */
  notAFargateSize: (vcpus: number, memoryMiB: number) =>
    new BatchClientError(
      `Fargate resource requirements (${vcpus.toFixed(2)} vCPU, ${memoryMiB} MiB) not valid.`,
    ),
  /** badmintoncryer/cdk-preflight, rules/batch/pf-batch-jd-ecs-fargate-execution-role. */
  executionRoleMissing: () => whileExecuting("executionRoleArn is required for Fargate jobs."),
  /** The form is that of compute environments: environmentErrors.notForFargate. */
  notForFargate: (member: string) => whileExecuting(`${member} is not applicable for Fargate.`),
  /** github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1268 */
  efsPlatform: () => whileExecuting("EFS is supported for Fargate platform version 1.4.0."),
  /** API reference, SubmitJob. */
  shareIdentifier: () =>
    whileExecuting(
      "shareIdentifier has up to 255 alphanumeric characters and, after them, an asterisk at most",
    ),
  shareIdentifierMissing: () => new BatchClientError("shareIdentifier must be specified."),
  /** "onlybe" is AWS's. */
  shareIdentifierNotAllowed: () =>
    new BatchClientError(
      "Job with shareIdentifier or schedulingPriority can onlybe submitted to job queue with fair share scheduling policy.",
    ),
  /** github.com/boto/boto3/issues/3978 */
  oneFilter: () => whileExecuting("Only one filter key-value pair can be specified."),
  /** github.com/aws/aws-cli/issues/7982 */
  oneValue: () => whileExecuting("Filter cannot take more than one value."),
  /** github.com/aws/aws-cdk/issues/29415 */
  numNodesFixed: () =>
    new BatchClientError(
      "NumNodes override can only be applied if the job definition has at least 1 target node without a range_end i.e (:) or (range_start:).",
    ),
  /** github.com/aws/aws-parallelcluster/pull/964 */
  nonMatchingTargets: (targetNodes: string) =>
    new BatchClientError(
      `NodeOverride targets should match job definition. Non matching targets - ${targetNodes}`,
    ),
  timeoutTooShort: (given: number) =>
    whileExecuting(`attemptDurationSeconds must be at least 60 seconds, given ${given}`),
} as const;
