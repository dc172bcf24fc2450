import { z } from "zod";
import type { LogGroup } from "./log-group.ts";
import {
  findGroup,
  findStream,
  groupName,
  maximumPage,
  pageBytes,
  timeRange,
  within,
  type LogsOperation,
} from "./log-requests.ts";
import type { LogStream } from "./log-stream.ts";
import { logsErrors } from "./logs-error.ts";
import { decodeToken, encodeToken } from "./page-token.ts";
import { filterPatternText, requestedPattern } from "./requested-pattern.ts";

const request = z.object({
  ...groupName,
  ...timeRange,
  logStreamNames: z.array(z.string()).min(1).max(100).optional(),
  logStreamNamePrefix: z.string().min(1).optional(),
  filterPattern: filterPatternText.default(""),
  startFromHead: z.boolean().default(true),
  nextToken: z.string().optional(),
  limit: z.int().min(1).max(maximumPage).default(maximumPage),
});

interface Candidate {
  readonly stream: LogStream;
  readonly index: number;
  readonly timestamp: number;
}

/** API reference, FilterLogEvents: the latest events come first only of a range that begins in 2024 or later. */
const earliestFromTail = Date.UTC(2024, 0, 1);

/**
 * Events of several streams merged by time. The token names the last event given (time, stream, line) and the
 * direction, so a page goes on right after it, whatever was written in between. `interleaved` means nothing any more,
 * and `searchedLogStreams` is always empty (API reference).
 */
export const filterLogEvents: LogsOperation = (store, input, place) => {
  const given = request.parse(input);
  if (given.logStreamNames && given.logStreamNamePrefix !== undefined) {
    throw logsErrors.invalid("logStreamNames and logStreamNamePrefix cannot be given together.");
  }
  const { match } = requestedPattern(given.filterPattern, "filter pattern");
  const after = given.nextToken === undefined ? undefined : positionOf(given.nextToken);
  const fromHead = after?.fromHead ?? given.startFromHead;
  if (!fromHead && (given.startTime ?? 0) < earliestFromTail) {
    throw logsErrors.invalid(
      "startFromHead can be false only with a startTime of 2024-01-01T00:00:00Z or later.",
    );
  }
  const all = candidates(streamsOf(findGroup(store, given, place), given), given);
  const events: object[] = [];
  let bytes = 0;
  let last: Candidate | undefined;
  for (const candidate of fromHead ? all : all.toReversed()) {
    if (after && (fromHead ? compare(candidate, after) <= 0 : compare(candidate, after) >= 0)) continue;
    const { stream, index, timestamp } = candidate;
    bytes += stream.bytes(index);
    const full = events.length === given.limit || (events.length > 0 && bytes > pageBytes);
    if (full && last) return { events, searchedLogStreams: [], nextToken: tokenOf(last, fromHead) };
    last = candidate;
    const { message } = stream.event(index);
    if (!match(message)) continue;
    events.push({
      eventId: eventId(stream, index),
      logStreamName: stream.name,
      timestamp,
      message,
      ingestionTime: timestamp,
    });
  }
  return { events, searchedLogStreams: [] };
};

function streamsOf(group: LogGroup, given: z.output<typeof request>): LogStream[] {
  const { logStreamNames: names, logStreamNamePrefix: prefix = "" } = given;
  if (names) return [...new Set(names)].map((name) => findStream(group, name));
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
}

function candidates(streams: readonly LogStream[], given: z.output<typeof request>): Candidate[] {
  const range = { startTime: given.startTime, endTime: (given.endTime ?? Infinity) + 1 };
  const found: Candidate[] = [];
  for (const stream of streams) {
    for (let index = 0; index < stream.length; index++) {
      const timestamp = stream.timestamp(index);
      if (within(range, timestamp)) found.push({ stream, index, timestamp });
    }
  }
  return found.sort((a, b) => compare(a, { timestamp: b.timestamp, stream: b.stream.name, index: b.index }));
}

interface Position {
  readonly timestamp: number;
  readonly stream: string;
  readonly index: number;
}

function compare(a: Candidate, b: Position): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp;
  if (a.stream.name !== b.stream) return a.stream.name < b.stream ? -1 : 1;
  return a.index - b.index;
}

/** What tokens begin with. */
const kinds = { head: "filter", tail: "filter-tail" } as const;

const position = z.tuple([z.number(), z.string(), z.number()]);

function positionOf(token: string): Position & { readonly fromHead: boolean } {
  const fromHead = !token.startsWith(`${kinds.tail}/`);
  const [timestamp, stream, index] = position.parse(decodeToken(token, fromHead ? kinds.head : kinds.tail));
  return { timestamp, stream, index, fromHead };
}

const tokenOf = ({ timestamp, stream, index }: Candidate, fromHead: boolean) =>
  encodeToken(fromHead ? kinds.head : kinds.tail, [timestamp, stream.name, index]);

/** Unique within a group and stable: `aws logs tail --follow` tells by it what it has already printed. */
const eventId = (stream: LogStream, index: number) =>
  `${stream.number}${String(index).padStart(20, "0")}`.padStart(56, "0");
