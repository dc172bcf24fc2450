import { engineErrors } from "../../../aws/reasons.ts";
import type { LineSource } from "../../../ports/executor.ts";
import type { LogEvent, LogSink } from "../../../ports/log-sink.ts";
import type { LogDestination } from "../../job/log-destination.ts";

/** The log of one attempt, as Docker's awslogs driver keeps it. */
export interface AttemptLog {
  /** What the driver has against the start of the container; `undefined`: nothing. */
  refusal(): string | undefined;
  /** The container runs: its stream is there from now on, empty or with what was written until now. */
  open(): void;
  /** The stream was opened by a process that is gone. */
  continue(): void;
  /** What comes now comes from the first line on: what the stream has already is left out. */
  repeat(): void;
  write(event: Omit<LogEvent, "line">, from: LineSource): void;
}

/**
 * The stream is made as the container starts, not with its first line (aws/aws-cdk#25675), and not for a container that
 * does not start (nextstrain/cli#405). `undefined`: another driver, whose lines go nowhere.
 */
export function attemptLog(to: LogDestination | undefined, logs: LogSink): AttemptLog {
  const early: LogEvent[] = [];
  const count = { stdout: 0, stderr: 0, note: 0 };
  let before: ReturnType<LogSink["lastLines"]> = {};
  let isOpen = false;
  return {
    refusal: () => (!to || logs.openGroup(to.group, to.createGroup) ? undefined : engineErrors.noLogGroup),
    open() {
      isOpen = true;
      if (!to) return;
      logs.createStream(to.group, to.stream);
      for (const event of early.splice(0)) logs.write(to.group, to.stream, event);
    },
    continue() {
      isOpen = true;
    },
    repeat() {
      if (to) before = logs.lastLines(to.group, to.stream);
    },
    write(given, from) {
      const number = ++count[from];
      // CloudWatch Logs has no empty events: Docker's awslogs driver drops empty lines.
      if (!to || given.message === "" || number <= (before[from] ?? 0)) return;
      const event = { ...given, line: { from, number } };
      if (isOpen) logs.write(to.group, to.stream, event);
      else early.push(event);
    },
  };
}
