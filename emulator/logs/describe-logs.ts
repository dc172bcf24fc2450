import { z } from "zod";
import { findGroup, groupName, groupNameOf } from "./log-requests.ts";
import type { LogStore } from "./log-store.ts";
import type { LogStream } from "./log-stream.ts";
import { decodeToken, encodeToken } from "./page-token.ts";

const page = { nextToken: z.string().optional(), limit: z.int().min(1).max(50).default(50) };

const groupsRequest = z.object({
  ...page,
  logGroupNamePrefix: z.string().optional(),
  logGroupNamePattern: z.string().optional(),
});

const streamsRequest = z.object({
  ...page,
  ...groupName,
  logStreamNamePrefix: z.string().default(""),
  orderBy: z.enum(["LogStreamName", "LastEventTime"]).default("LogStreamName"),
  descending: z.boolean().default(false),
});

export interface LogsPlace {
  readonly region: string;
  readonly accountId: string;
}

export function describeLogGroups(store: LogStore, input: unknown, place: LogsPlace): object {
  const given = groupsRequest.parse(input);
  const names = store.groupNames.filter(
    (name) =>
      name.startsWith(given.logGroupNamePrefix ?? "") &&
      name.toLowerCase().includes((given.logGroupNamePattern ?? "").toLowerCase()),
  );
  const { items, nextToken } = pageOf(names, given);
  return {
    logGroups: items.map((name) => ({
      logGroupName: name,
      creationTime: store.group(name)?.createdAt,
      metricFilterCount: 0,
      arn: `${arn(place, name)}:*`,
      logGroupArn: arn(place, name),
      storedBytes: 0,
      logGroupClass: "STANDARD",
    })),
    nextToken,
  };
}

export function describeLogStreams(store: LogStore, input: unknown, place: LogsPlace): object {
  const given = streamsRequest.parse(input);
  const streams = [...findGroup(store, given).values()]
    .filter(({ name }) => name.startsWith(given.logStreamNamePrefix))
    .sort(given.orderBy === "LogStreamName" ? byName : byLastEvent);
  if (given.descending) streams.reverse();
  const { items, nextToken } = pageOf(streams, given);
  return {
    logStreams: items.map((stream) => ({
      logStreamName: stream.name,
      creationTime: stream.createdAt,
      firstEventTimestamp: stream.timestamp(0),
      lastEventTimestamp: lastEvent(stream),
      lastIngestionTime: stream.lastWrittenAt,
      arn: `${arn(place, groupNameOf(given))}:log-stream:${stream.name}`,
      storedBytes: 0,
    })),
    nextToken,
  };
}

function pageOf<Item>(
  all: readonly Item[],
  { nextToken, limit }: { nextToken?: string | undefined; limit: number },
) {
  const from = nextToken === undefined ? 0 : Number(decodeToken(nextToken, "list")[0]);
  const more = from + limit < all.length;
  return {
    items: all.slice(from, from + limit),
    nextToken: more ? encodeToken("list", [from + limit]) : undefined,
  };
}

const byName = (a: LogStream, b: LogStream) => (a.name < b.name ? -1 : 1);
const byLastEvent = (a: LogStream, b: LogStream) => lastEvent(a) - lastEvent(b);
const lastEvent = (stream: LogStream) => stream.timestamp(stream.length - 1);
const arn = ({ region, accountId }: LogsPlace, group: string) =>
  `arn:aws:logs:${region}:${accountId}:log-group:${group}`;
