import { partitionOf } from "../aws/account.ts";

/** ARNs of what this Batch makes itself; queues and compute environments of the stack bring theirs along. */
export interface ArnMaker {
  job(id: string): string;
  jobDefinition(name: string, revision: number): string;
  jobQueue(name: string): string;
  computeEnvironment(name: string): string;
  schedulingPolicy(name: string): string;
  consumableResource(name: string): string;
  serviceEnvironment(name: string): string;
  quotaShare(queue: string, name: string): string;
  serviceJob(id: string): string;
  /** Of SageMaker. */
  trainingJob(name: string): string;
  ecsCluster(name: string): string;
  readonly serviceLinkedRole: string;
  ecsTask(cluster: string, id: string): string;
  containerInstance(cluster: string, id: string): string;
}

export function arnMaker({ region, accountId }: { region: string; accountId: string }): ArnMaker {
  const partition = partitionOf(region);
  const before = (service: string) => `arn:${partition}:${service}:${region}:${accountId}:`;
  // Made once: a hundred thousand jobs have one each.
  const prefixes = { batch: before("batch"), ecs: before("ecs"), sagemaker: before("sagemaker") };
  const arn = (service: keyof typeof prefixes, resource: string) => prefixes[service] + resource;
  return {
    job: (id) => arn("batch", `job/${id}`),
    jobDefinition: (name, revision) => arn("batch", `job-definition/${name}:${revision}`),
    jobQueue: (name) => arn("batch", `job-queue/${name}`),
    computeEnvironment: (name) => arn("batch", `compute-environment/${name}`),
    schedulingPolicy: (name) => arn("batch", `scheduling-policy/${name}`),
    consumableResource: (name) => arn("batch", `consumable-resource/${name}`),
    serviceEnvironment: (name) => arn("batch", `service-environment/${name}`),
    quotaShare: (queue, name) => arn("batch", `job-queue/${queue}/quota-share/${name}`),
    serviceJob: (id) => arn("batch", `service-job/${id}`),
    trainingJob: (name) => arn("sagemaker", `training-job/${name}`),
    ecsCluster: (name) => arn("ecs", `cluster/${name}`),
    serviceLinkedRole: `arn:${partition}:iam::${accountId}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
    ecsTask: (cluster, id) => arn("ecs", `task/${cluster}/${id}`),
    containerInstance: (cluster, id) => arn("ecs", `container-instance/${cluster}/${id}`),
  };
}

/** The last part of an ARN's resource ("x" of "…:cluster/x"), or the text itself where it is not an ARN. */
export function resourceName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
