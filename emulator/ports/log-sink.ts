export interface LogEvent {
  /** Milliseconds since the epoch: when the line was written. */
  readonly timestamp: number;
  readonly message: string;
}

/** Where the lines of job containers go (CloudWatch Logs on AWS). */
export interface LogSink {
  write(group: string, stream: string, event: LogEvent): void;
}
