import { z } from "zod";
import { describeLogGroups, describeLogStreams, type LogsPlace } from "./describe-logs.ts";
import { filterLogEvents } from "./filter-log-events.ts";
import { getLogEvents } from "./get-log-events.ts";
import type { LogStore } from "./log-store.ts";
import { LogsError } from "./logs-error.ts";

/** The read operations of CloudWatch Logs that `aws logs tail` and `get-log-events` need. */
const operations: Readonly<Record<string, (store: LogStore, input: unknown, place: LogsPlace) => object>> = {
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
};

export function callLogs(store: LogStore, operation: string, input: unknown, place: LogsPlace): object {
  const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!run) {
    throw new LogsError(
      "UnknownOperationException",
      `${operation} is not supported by the local CloudWatch Logs. Supported: ${Object.keys(operations).join(", ")}`,
    );
  }
  try {
    return run(store, input, place);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const faults = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new LogsError("InvalidParameterException", faults.join("; "));
  }
}
