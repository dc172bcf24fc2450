import { BatchClientError, whileExecuting } from "../../ports/batch-api.ts";

/** What a caller can do wrong with compute environments. */
export const environmentErrors = {
  notFound: (name: string) => whileExecuting(`Compute environment ${name} does not exist`),
  /** github.com/terraform-aws-modules/terraform-aws-batch/issues/5 */
  inUse: () => new BatchClientError("Cannot delete, found existing JobQueue relationship"),
  /** github.com/aws/aws-cdk/issues/31148 */
  mixedInstanceTypes: () =>
    whileExecuting("arm-based instance type cannot be used with other instance types."),
  /** AWS's up to the bracket (github.com/aws/amazon-genomics-cli/issues/209), which leaves out what was given. */
  unknownInstanceType: (given: string, known: readonly string[]) =>
    whileExecuting(
      `Instance type can only be one of [${known.join(", ")}], given ${given} (the local AWS Batch knows the types that contract/ec2/instance-types.json has)`,
    ),
  /** terraform-provider-aws acceptance tests. */
  instanceRoleMissing: () => whileExecuting("Instance role is required."),
  /** Seen for desiredvCpus and tags; public notes on deploying a Fargate environment. */
  notForFargate: (member: string) => whileExecuting(`${member} is not applicable for Fargate.`),
  /** Follows it. */
  notForManagedInstances: (member: string) =>
    whileExecuting(`${member} is not applicable for ECS_MANAGED_INSTANCES.`),
  onlyForManagedInstances: (member: string) =>
    whileExecuting(`${member} is only for compute resources of type ECS_MANAGED_INSTANCES`),
  typeChange: (from: string, to: string) =>
    whileExecuting(`The type of compute resources cannot be changed from ${from} to ${to}`),
  vcpuLimits: (min: number, desired: number, max: number) =>
    whileExecuting(`0 <= minvCpus <= desiredvCpus <= maxvCpus must hold, given ${min}, ${desired}, ${max}`),
  /** github.com/opensupplyhub/open-apparel-registry/issues/2043; two spaces are AWS's. */
  scalingDown: () =>
    new BatchClientError(
      "Manually scaling down compute environment is not supported.  Disconnecting job queues from compute environment will cause it to scale-down to minvCpus.",
    ),
  /** github.com/hashicorp/terraform-provider-aws/issues/43969, in GovCloud, which has no update policies. */
  nothingToUpdate: () =>
    new BatchClientError("One of [state | compute-resources | service-role | unmanaged-vcpus] is required."),
  onlyForUnmanaged: () => whileExecuting("unmanagedvCpus is only for compute environments of type UNMANAGED"),
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
} as const;
