import { z } from "zod";
import { filterLogEvents } from "./filter-log-events.ts";
import { getLogEvents } from "./get-log-events.ts";
import {
  associateKmsKey,
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  disassociateKmsKey,
  putRetentionPolicy,
} from "./log-groups.ts";
import type { LogsOperation, LogsPlace } from "./log-requests.ts";
import type { LogStore } from "./log-store.ts";
import { createLogStream, deleteLogStream, describeLogStreams } from "./log-streams.ts";
import { addLogTags, listLogTags, removeLogTags } from "./log-tags.ts";
import { constraintText } from "./constraint-text.ts";
import { LogsError } from "./logs-error.ts";
import { deleteMetricFilter, describeMetricFilters, putMetricFilter } from "./metric-filters.ts";
import { putLogEvents } from "./put-log-events.ts";
import { deleteResourcePolicy, describeResourcePolicies, putResourcePolicy } from "./resource-policies.ts";
import { testMetricFilter } from "./test-metric-filter.ts";

/**
 * What those need who read logs (`aws logs tail`, `get-log-events`), who write their own, and Terraform's resources for
 * groups, streams, metric filters and resource policies.
 */
const operations: Readonly<Record<string, LogsOperation>> = {
  AssociateKmsKey: associateKmsKey,
  CreateLogGroup: createLogGroup,
  CreateLogStream: createLogStream,
  DeleteLogGroup: deleteLogGroup,
  DeleteLogStream: deleteLogStream,
  DeleteMetricFilter: deleteMetricFilter,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteRetentionPolicy: deleteRetentionPolicy,
  DescribeLogGroups: describeLogGroups,
  DescribeLogStreams: describeLogStreams,
  DescribeMetricFilters: describeMetricFilters,
  DescribeResourcePolicies: describeResourcePolicies,
  DisassociateKmsKey: disassociateKmsKey,
  FilterLogEvents: filterLogEvents,
  GetLogEvents: getLogEvents,
  ListTagsForResource: listLogTags,
  ListTagsLogGroup: listLogTags,
  PutLogEvents: putLogEvents,
  PutMetricFilter: putMetricFilter,
  PutResourcePolicy: putResourcePolicy,
  PutRetentionPolicy: putRetentionPolicy,
  TagLogGroup: addLogTags,
  TagResource: addLogTags,
  TestMetricFilter: testMetricFilter,
  UntagLogGroup: removeLogTags,
  UntagResource: removeLogTags,
};

export const logsOperations: readonly string[] = Object.keys(operations);

export function callLogs(store: LogStore, operation: string, input: unknown, place: LogsPlace): object {
  const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
  if (!run) {
    throw new LogsError(
      "UnknownOperationException",
      `${operation} is not supported by the local CloudWatch Logs. Supported: ${logsOperations.join(", ")}`,
    );
  }
  const isReading = /^(?:Describe|Filter|Get|List|PutLogEvents|Test)/.test(operation);
  // While nothing can be kept (a full disk) nothing is changed either.
  if (!isReading) store.commit();
  try {
    return run(store, input, place);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const { issues } = error;
    const faults = issues.map(
      (issue) => `Value at '${issue.path.join(".")}' failed to satisfy constraint: ${constraintText(issue)}`,
    );
    throw new LogsError(
      "InvalidParameterException",
      `${issues.length} validation error${issues.length > 1 ? "s" : ""} detected: ${faults.join("; ")}`,
    );
  } finally {
    if (isReading) store.settle();
    else {
      store.keep();
      store.commit();
    }
  }
}
