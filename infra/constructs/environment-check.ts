import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import { environmentCheckStates, type CheckedByStates } from "./environment-check-states.ts";
import type { ScheduleGroup } from "./schedule-group.ts";
import { ScheduledCheck } from "./scheduled-check.ts";

export interface EnvironmentCheckProps {
  readonly checked: CheckedByStates;
  readonly everyMinutes: number;
  readonly group: ScheduleGroup;
}

/**
 * Looks whether compute environments and queues can run jobs. Batch has no event and no metric for an environment that
 * turns INVALID: it is seen by asking, or when a job waits for it. For a blocked queue it has an event, once, and none
 * when the queue is free again.
 */
export class EnvironmentCheck extends ScheduledCheck {
  constructor(scope: Construct, id: string, { checked, everyMinutes, group }: EnvironmentCheckProps) {
    super(scope, id, {
      name: "environment-check",
      subject: "the GEOS-Chem compute environments and queues",
      question: "Whether the compute environments and queues can run jobs",
      states: environmentCheckStates(BenchStack.of(scope).partition, checked),
      everyMinutes,
      group,
    });
    this.role.allow({ sid: "Describe", actions: ["batch:DescribeComputeEnvironments"], resources: ["*"] });
    this.role.allow({ sid: "ListWaiting", actions: ["batch:ListJobs"], resources: ["*"] });
  }
}
