import type { LineSource } from "./executor.ts";

export interface LogEvent {
  /** Milliseconds since the epoch: when the line was written. */
  readonly timestamp: number;
  readonly message: string;
  /** Which line of its attempt it is, each source counted from 1; absent where no attempt wrote it. */
  readonly line?: { readonly from: LineSource; readonly number: number };
}

/** Where the lines of job containers go (CloudWatch Logs on AWS). */
export interface LogSink {
  /** Whether there is such a group to log to; with `create` there is one afterwards. */
  openGroup(group: string, create: boolean): boolean;
  /** Makes an empty stream in a group that is there. */
  createStream(group: string, stream: string): void;
  /** A line for a stream that is not there, or not any more, is lost: so it is with Docker's awslogs driver. */
  write(group: string, stream: string, event: LogEvent): void;
  /** The number of the last line that a stream has of each source. */
  lastLines(group: string, stream: string): Readonly<Partial<Record<LineSource, number>>>;
}
