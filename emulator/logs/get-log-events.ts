import { z } from "zod";
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

const request = z.object({
  ...groupName,
  ...timeRange,
  logStreamName: z.string(),
  nextToken: z.string().optional(),
  limit: z.int().min(1).max(maximumPage).default(maximumPage),
  startFromHead: z.boolean().default(false),
});

/**
 * One page of a stream, oldest first. Tokens hold a line number and so a direction and a place: at the end of the
 * stream the forward token stays the same and gives what was written since, which is how clients follow a stream.
 */
export const getLogEvents: LogsOperation = (store, input, place) => {
  const given = request.parse(input);
  const stream = findStream(findGroup(store, given, place), given.logStreamName);
  const start = startOf(given.nextToken, given.startFromHead, stream);
  const page = start.forward
    ? collect(stream, given, start.at, 1)
    : collect(stream, given, start.at - 1, -1).toReversed();
  const first = page[0];
  const last = page.at(-1);
  return {
    events: page.map((index) => ({ ...eventAt(stream, index), ingestionTime: stream.timestamp(index) })),
    nextForwardToken: token("f", last === undefined ? start.at : last + 1),
    nextBackwardToken: token("b", first ?? start.at),
  };
};

/** Line numbers of a page, in the direction of travel. */
function collect(stream: LogStream, given: z.output<typeof request>, from: number, step: 1 | -1): number[] {
  const page: number[] = [];
  let bytes = 0;
  for (let index = from; index >= 0 && index < stream.length && page.length < given.limit; index += step) {
    if (!within(given, stream.timestamp(index))) continue;
    bytes += stream.bytes(index);
    if (page.length > 0 && bytes > pageBytes) break;
    page.push(index);
  }
  return page;
}

function startOf(nextToken: string | undefined, fromHead: boolean, stream: LogStream) {
  if (nextToken === undefined) return { forward: fromHead, at: fromHead ? 0 : stream.length };
  const parsed = /^([fb])\/(\d{56})\/s$/.exec(nextToken);
  if (!parsed) throw logsErrors.invalid("The specified nextToken is invalid.");
  return { forward: parsed[1] === "f", at: Math.min(Number(parsed[2]), stream.length) };
}

function eventAt(stream: LogStream, index: number) {
  const { timestamp, message } = stream.event(index);
  return { timestamp, message };
}

/** In the form that CloudWatch's tokens have. */
const token = (direction: "f" | "b", at: number) => `${direction}/${String(at).padStart(56, "0")}/s`;
