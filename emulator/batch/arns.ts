/** ARNs of what this Batch makes itself; queues and compute environments bring theirs from the stack. */
export interface ArnMaker {
  job(id: string): string;
  jobDefinition(name: string, revision: number): string;
  ecsTask(cluster: string, id: string): string;
  containerInstance(cluster: string, id: string): string;
}

export function arnMaker({ region, accountId }: { region: string; accountId: string }): ArnMaker {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  return {
    job: (id) => arn("batch", `job/${id}`),
    jobDefinition: (name, revision) => arn("batch", `job-definition/${name}:${revision}`),
    ecsTask: (cluster, id) => arn("ecs", `task/${cluster}/${id}`),
    containerInstance: (cluster, id) => arn("ecs", `container-instance/${cluster}/${id}`),
  };
}

/** The last part of an ARN's resource ("x" of "…:cluster/x"), or the text itself where it is not an ARN. */
export function resourceName(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
