import { z } from "zod";
import type { LogGroup } from "./log-group.ts";
import type { LogStore } from "./log-store.ts";
import type { LogStream } from "./log-stream.ts";
import { logsErrors } from "./logs-error.ts";

/** Where a request is answered: the region that it was signed for, and the account. */
export interface LogsPlace {
  readonly region: string;
  readonly accountId: string;
}

/** One operation of CloudWatch Logs. Throws LogsError or a ZodError for what the caller did wrong. */
export type LogsOperation = (store: LogStore, input: unknown, place: LogsPlace) => object;

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
function groupNameOf({ logGroupName, logGroupIdentifier }: GroupName, place: LogsPlace): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    throw logsErrors.invalid("Only one of logGroupName and logGroupIdentifier can be given.");
  }
  if (logGroupName !== undefined) return logGroupName;
  if (logGroupIdentifier === undefined) {
    throw logsErrors.invalid("Either logGroupName or logGroupIdentifier is required.");
  }
  return logGroupIdentifier.startsWith("arn:") ? groupOfArn(logGroupIdentifier, place) : logGroupIdentifier;
}

/** The group that an ARN names, with or without ":*" at its end; one of another region or account is not here. */
export function groupOfArn(arn: string, { region, accountId }: LogsPlace): string {
  const [, inRegion, ofAccount, name] = /^arn:[^:]+:logs:([^:]*):([^:]*):log-group:([^:]+)/.exec(arn) ?? [];
  if (name === undefined) throw logsErrors.invalid(`${arn} is not the ARN of a log group.`);
  if (inRegion !== region || ofAccount !== accountId) throw logsErrors.noGroup();
  return name;
}

export function findGroup(store: LogStore, given: GroupName, place: LogsPlace): LogGroup {
  const group = store.group(groupNameOf(given, place));
  if (!group) throw logsErrors.noGroup();
  return group;
}

export function findStream(group: LogGroup, name: string): LogStream {
  const stream = group.streams.get(name);
  if (!stream) throw logsErrors.noStream();
  return stream;
}

/** startTime is inclusive; endTime is exclusive for GetLogEvents, inclusive for FilterLogEvents (API reference). */
export function within(
  range: { readonly startTime?: number | undefined; readonly endTime?: number | undefined },
  timestamp: number,
): boolean {
  return timestamp >= (range.startTime ?? 0) && timestamp < (range.endTime ?? Infinity);
}
