import { z } from "zod";
import { newStreamName } from "./constraints.ts";
import { listPage, pageOf } from "./list-page.ts";
import { groupArn } from "./log-groups.ts";
import { findGroup, findStream, groupName, type LogsOperation } from "./log-requests.ts";
import type { LogStream } from "./log-stream.ts";
import { logsErrors } from "./logs-error.ts";

const naming = z.object({ logGroupName: z.string(), logStreamName: z.string() });

export const createLogStream: LogsOperation = (store, input, place) => {
  const { logStreamName: name, ...given } = naming.extend({ logStreamName: newStreamName }).parse(input);
  const group = findGroup(store, given, place);
  if (group.streams.has(name)) throw logsErrors.streamExists();
  store.createStream(group.name, name);
  return {};
};

export const deleteLogStream: LogsOperation = (store, input, place) => {
  const { logStreamName: name, ...given } = naming.parse(input);
  const group = findGroup(store, given, place);
  findStream(group, name);
  store.deleteStream(group.name, name);
  return {};
};

const listing = z.object({
  ...listPage,
  ...groupName,
  logStreamNamePrefix: z.string().default(""),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
  descending: z.boolean().default(false),
});

export const describeLogStreams: LogsOperation = (store, input, place) => {
  const given = listing.parse(input);
  // API reference, DescribeLogStreams.
  if (given.orderBy === "LastEventTime" && given.logStreamNamePrefix !== "") {
    throw logsErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const group = findGroup(store, given, place);
  const streams = [...group.streams.values()]
    .filter(({ name }) => name.startsWith(given.logStreamNamePrefix))
    .sort(given.orderBy === "LogStreamName" ? byName : byLastEvent);
  if (given.descending) streams.reverse();
  const { items, nextToken } = pageOf(streams, given);
  return {
    logStreams: items.map((stream) => ({
      logStreamName: stream.name,
      creationTime: stream.createdAt,
      // Not there in a stream without events.
      ...(stream.length > 0 && {
        firstEventTimestamp: stream.timestamp(0),
        lastEventTimestamp: lastEvent(stream),
        lastIngestionTime: stream.lastWrittenAt,
      }),
      arn: `${groupArn(place, group.name)}:log-stream:${stream.name}`,
      storedBytes: 0,
    })),
    nextToken,
  };
};

const byName = (a: LogStream, b: LogStream) => (a.name < b.name ? -1 : 1);
const byLastEvent = (a: LogStream, b: LogStream) => lastEvent(a) - lastEvent(b);
const lastEvent = (stream: LogStream) => (stream.length === 0 ? 0 : stream.timestamp(stream.length - 1));
