import { engineErrors } from "../../../aws/reasons.ts";
import type { LogEvent, LogSink } from "../../../ports/log-sink.ts";
import type { LogDestination } from "../../job/log-destination.ts";

/** The log of one attempt, as Docker's awslogs driver keeps it. */
export interface AttemptLog {
  /** What the driver has against the start of the container; `undefined`: nothing. */
  refusal(): string | undefined;
  /** The container runs: its stream is there from now on, empty or with what was written until now. */
  open(): void;
  write(event: LogEvent): void;
}

/**
 * The stream is made as the container starts, not with its first line (aws/aws-cdk#25675), and not for a container that
 * does not start (nextstrain/cli#405). `undefined`: another driver, whose lines go nowhere.
 */
export function attemptLog(to: LogDestination | undefined, logs: LogSink): AttemptLog {
  const early: LogEvent[] = [];
  let isOpen = false;
  return {
    refusal: () => (!to || logs.openGroup(to.group, to.createGroup) ? undefined : engineErrors.noLogGroup),
    open() {
      isOpen = true;
      if (!to) return;
      logs.createStream(to.group, to.stream);
      for (const event of early.splice(0)) logs.write(to.group, to.stream, event);
    },
    write(event) {
      // CloudWatch Logs has no empty events: Docker's awslogs driver drops empty lines.
      if (!to || event.message === "") return;
      if (isOpen) logs.write(to.group, to.stream, event);
      else early.push(event);
    },
  };
}
