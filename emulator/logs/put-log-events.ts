import { z } from "zod";
import type { LogGroup } from "./log-group.ts";
import { findGroup, findStream, type LogsOperation } from "./log-requests.ts";
import { logsErrors } from "./logs-error.ts";

const event = z.object({ timestamp: z.int().min(0), message: z.string().min(1) });
const request = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  logEvents: z.array(event).min(1).max(10_000),
});
type Events = readonly z.output<typeof event>[];

/** API reference, PutLogEvents. Bytes, and milliseconds. */
const overhead = 26;
const mostBytes = 1024 * 1024;
const hour = 3_600_000;
const day = 24 * hour;
const oldest = 14 * day;
const newest = 2 * hour;

/** Events that are too old, too new or expired are left out, and the caller is told which; the others are written. */
export const putLogEvents: LogsOperation = (store, input, place) => {
  const { logStreamName, logEvents, ...given } = request.parse(input);
  const group = findGroup(store, given, place);
  findStream(group, logStreamName);
  const bytes = checkSize(logEvents);
  if (logEvents.some(({ timestamp }, index) => timestamp < (logEvents[index - 1]?.timestamp ?? 0))) {
    throw logsErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
  }
  const rejected = rejectedEvents(logEvents, group, Date.now());
  const accepted = logEvents.slice(
    Math.max(rejected.tooOldLogEventEndIndex ?? 0, rejected.expiredLogEventEndIndex ?? 0),
    rejected.tooNewLogEventStartIndex,
  );
  if ((accepted.at(-1)?.timestamp ?? 0) - (accepted[0]?.timestamp ?? 0) > day) {
    throw logsErrors.invalid(
      "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
    );
  }
  for (const one of accepted) store.write(group.name, logStreamName, one);
  return {
    nextSequenceToken: String(bytes).padStart(56, "0"),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  };
};

function checkSize(events: Events): number {
  const sizes = events.map(({ message }) => Buffer.byteLength(message) + overhead);
  const largest = Math.max(...sizes);
  if (largest > mostBytes) {
    throw logsErrors.invalid(`Log event too large: ${largest} bytes exceeds limit of ${mostBytes}`);
  }
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (bytes > mostBytes) {
    throw logsErrors.invalid(`Upload too large: ${bytes} bytes exceeds limit of ${mostBytes}`);
  }
  return bytes;
}

/** RejectedLogEventsInfo. The events are in order; ends are exclusive, the start is inclusive. */
interface RejectedEvents {
  readonly tooOldLogEventEndIndex?: number;
  /** That this one is exclusive too is not said. */
  readonly expiredLogEventEndIndex?: number;
  readonly tooNewLogEventStartIndex?: number;
}

function rejectedEvents(events: Events, { retentionInDays }: LogGroup, now: number): RejectedEvents {
  const endOf = (before: number) => {
    const kept = events.findIndex(({ timestamp }) => timestamp >= before);
    return kept < 0 ? events.length : kept;
  };
  const tooOld = endOf(now - oldest);
  const expired = retentionInDays === undefined ? 0 : endOf(now - retentionInDays * day);
  const tooNew = events.findIndex(({ timestamp }) => timestamp > now + newest);
  return {
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
    ...(tooNew >= 0 && { tooNewLogEventStartIndex: tooNew }),
  };
}
