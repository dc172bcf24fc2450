import { z } from "zod";
import type { LogStore } from "./log-store.ts";
import type { LogStream } from "./log-stream.ts";
import { LogsError } from "./logs-error.ts";

/** GetLogEvents and FilterLogEvents return at most 10,000 events and 1 MB (API reference). */
export const maximumPage = 10_000;
export const pageBytes = 1024 * 1024;

/** Members that several operations share; unknown members are dropped, as on AWS. */
export const groupName = { logGroupName: z.string().optional(), logGroupIdentifier: z.string().optional() };
export const timeRange = { startTime: z.int().optional(), endTime: z.int().optional() };

interface GroupName {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** The group's name from either member; an identifier may be an ARN. */
export function groupNameOf({ logGroupName, logGroupIdentifier }: GroupName): string {
  const given = logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, "");
  if (given === undefined) {
    throw new LogsError(
      "InvalidParameterException",
      "Either logGroupName or logGroupIdentifier is required.",
    );
  }
  return given;
}

export function findGroup(store: LogStore, given: GroupName): ReadonlyMap<string, LogStream> {
  const group = store.group(groupNameOf(given));
  if (!group) throw new LogsError("ResourceNotFoundException", "The specified log group does not exist.");
  return group.streams;
}

export function findStream(store: LogStore, given: GroupName, name: string): LogStream {
  const stream = findGroup(store, given).get(name);
  if (!stream) throw new LogsError("ResourceNotFoundException", "The specified log stream does not exist.");
  return stream;
}

/** startTime is inclusive; endTime is exclusive for GetLogEvents, inclusive for FilterLogEvents (API reference). */
export function within(
  range: { readonly startTime?: number | undefined; readonly endTime?: number | undefined },
  timestamp: number,
): boolean {
  return timestamp >= (range.startTime ?? 0) && timestamp < (range.endTime ?? Infinity);
}
