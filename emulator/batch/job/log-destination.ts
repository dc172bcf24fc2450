import type { ContainerProperties } from "@aws-sdk/client-batch";

export interface LogDestination {
  readonly group: string;
  readonly stream: string;
}

/**
 * User guide, "Job logs": `/aws/batch/job`, and `<first 200 characters of the definition's name>/default/<task id>`.
 */
export function logDestination(
  job: { readonly container: ContainerProperties; readonly definitionName: string },
  taskId: string,
): LogDestination {
  const options = job.container.logConfiguration?.options ?? {};
  const prefix = options["awslogs-stream-prefix"] ?? job.definitionName.slice(0, 200);
  return { group: options["awslogs-group"] ?? "/aws/batch/job", stream: `${prefix}/default/${taskId}` };
}
