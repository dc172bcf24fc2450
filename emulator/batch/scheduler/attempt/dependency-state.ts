import { containerErrors, dependencyErrors, reasons } from "../../../aws/reasons.ts";
import type { AttemptOutcome } from "../../../ports/executor.ts";
import type { TaskContainer } from "../../job/task-container.ts";

/** What others can see of a container. */
interface Seen {
  readonly of: TaskContainer;
  readonly startedAt?: number;
  readonly isLate: boolean;
  readonly end?: AttemptOutcome;
}

/**
 * Whether a container can start, has to wait, or never will: it has ended then, with the exit code of SIGTERM
 * (aws/amazon-ecs-agent#3218). One that has started and ended is started all the same (#3927).
 */
export function dependencyState(
  target: TaskContainer,
  containers: ReadonlyMap<string, Seen>,
): "ready" | "waits" | AttemptOutcome {
  let waits = false;
  for (const { containerName, condition } of target.dependsOn) {
    const seen = containers.get(containerName);
    if (!seen)
      throw new TypeError(`Container ${target.name} depends on ${containerName}, which is not there`);
    const { startedAt, end, isLate, of } = seen;
    if (condition === "START") {
      if (startedAt === undefined && !end) waits = true;
    } else if (!end) {
      if (isLate) return unresolved(dependencyErrors.timedOut(nameOf(of, end), nameOf(target)));
      waits = true;
    } else if (condition === "SUCCESS" && end.exitCode !== 0) {
      return unresolved(dependencyErrors.notSuccessful(nameOf(of, end), nameOf(target)));
    }
  }
  return waits ? "waits" : "ready";
}

const unresolved = (text: string): AttemptOutcome => ({
  exitCode: 143,
  statusReason: reasons.essentialContainerExited,
  reason: `${containerErrors.cannotStart}: ${text}`,
});

/** As the agent prints a container. */
function nameOf({ name, container: { image } }: TaskContainer, end?: AttemptOutcome): string {
  const exit = end?.exitCode === undefined ? "" : ` - Exit: ${end.exitCode}`;
  return `${name}(${image}) (${end ? "STOPPED" : "NONE"}->RUNNING)${exit}`;
}
