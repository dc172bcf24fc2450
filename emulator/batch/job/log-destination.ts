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
 * User guide, "Job logs": `/aws/batch/job`, and `<first 200 characters of the definition's name>/default/<task id>`.
 * `undefined` for the other log drivers, which bring nothing to CloudWatch Logs.
 */
export function logDestination(
  job: { readonly container: ContainerProperties; readonly definitionName: string },
  taskId: string,
): LogDestination | undefined {
  const { logDriver = "awslogs", options = {} } = job.container.logConfiguration ?? {};
  if (logDriver !== "awslogs") return undefined;
  const group = options["awslogs-group"] ?? defaultGroup;
  const prefix = options["awslogs-stream-prefix"] ?? job.definitionName.slice(0, 200);
  return {
    group,
    stream: `${prefix}/default/${taskId}`,
    createGroup: group === defaultGroup || isTrue(options["awslogs-create-group"]),
  };
}

/** As Docker's awslogs driver reads it (Go's strconv.ParseBool). */
const isTrue = (text = "") => /^(?:1|t|T|true|TRUE|True)$/.test(text);
