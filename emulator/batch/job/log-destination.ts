import type { ContainerProperties } from "@aws-sdk/client-batch";

/** Where CloudWatch Logs has the lines of one attempt. */
export interface LogDestination {
  readonly group: string;
  readonly stream: string;
  /** Whether a group that is missing is made, or fails the start. */
  readonly createGroup: boolean;
}

/** Batch's own group, which it makes itself. */
const defaultGroup = "/aws/batch/job";

/**
 * User guide, "Job logs": `/aws/batch/job`, and `<first 200 characters of the definition's name>/default/<task id>`;
 * ECS's awslogs driver has the container's name in the middle. `undefined` for the other log drivers, which bring nothing
 * to CloudWatch Logs.
 */
export function logDestination(
  { name, container }: { readonly name: string; readonly container: ContainerProperties },
  definitionName: string,
  taskId: string,
): LogDestination | undefined {
  const { logDriver = "awslogs", options = {} } = container.logConfiguration ?? {};
  if (logDriver !== "awslogs") return undefined;
  const group = options["awslogs-group"] ?? defaultGroup;
  const prefix = options["awslogs-stream-prefix"] ?? definitionName.slice(0, 200);
  return {
    group,
    stream: `${prefix}/${name}/${taskId}`,
    createGroup: group === defaultGroup || isTrue(options["awslogs-create-group"]),
  };
}

/** As Docker's awslogs driver reads it (Go's strconv.ParseBool). */
const isTrue = (text = "") => /^(?:1|t|T|true|TRUE|True)$/.test(text);
