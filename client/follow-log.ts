import type { JobDetail } from "@aws-sdk/client-batch";
import {
  GetLogEventsCommand,
  ResourceNotFoundException,
  type CloudWatchLogsClient,
  type GetLogEventsCommandInput,
  type GetLogEventsCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";

/**
 * Where the log of a job's latest attempt is; `undefined` until it has started. AWS Batch's default group is
 * /aws/batch/job.
 */
export function logPlace({ container }: JobDetail): { group: string; stream: string } | undefined {
  if (!container?.logStreamName) return undefined;
  const group = container.logConfiguration?.options?.["awslogs-group"] ?? "/aws/batch/job";
  return { group, stream: container.logStreamName };
}

/** Reads a log stream from where it stopped last time; each call returns the lines that are new. */
export function logFollower(logs: CloudWatchLogsClient, place: { group: string; stream: string }) {
  let nextToken: string | undefined;
  return async function newLines(): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const page = await readPage(logs, {
        logGroupName: place.group,
        logStreamName: place.stream,
        startFromHead: true,
        nextToken,
      });
      lines.push(...(page.events ?? []).map(({ message }) => message ?? ""));
      // CloudWatch Logs returns the same token at the end of what there is.
      if (page.nextForwardToken === nextToken || !page.events?.length) return lines;
      nextToken = page.nextForwardToken;
    }
  };
}

/** A task that failed to start names a stream that was never made: there is nothing to read. */
async function readPage(
  logs: CloudWatchLogsClient,
  request: GetLogEventsCommandInput,
): Promise<Pick<GetLogEventsCommandOutput, "events" | "nextForwardToken">> {
  try {
    return await logs.send(new GetLogEventsCommand(request));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return {};
    throw error;
  }
}
