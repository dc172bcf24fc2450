import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";
import { environmentCheckStates, type CheckedByStates } from "./environment-check-states.ts";
import type { ScheduleGroup } from "./schedule-group.ts";

export interface EnvironmentCheckProps {
  readonly checked: CheckedByStates;
  readonly everyMinutes: number;
  readonly group: ScheduleGroup;
}

/**
 * Looks whether compute environments and queues can run jobs. Batch has no event and no metric for an environment that
 * turns INVALID: it is seen by asking, or when a job waits for it. For a blocked queue it has an event, once, and none
 * when the queue is free again. A failed execution is the finding; Step Functions counts those for free.
 */
export class EnvironmentCheck extends Construct {
  readonly stateMachineArn: string;
  readonly everyMinutes: number;

  constructor(scope: Construct, id: string, { checked, everyMinutes, group }: EnvironmentCheckProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    const name = `${stack.prefix}-environment-check`;
    this.everyMinutes = everyMinutes;
    this.stateMachineArn = stack.arn("states", `stateMachine:${name}`);
    const role = new ServiceRole(this, "role", {
      name,
      description: "Looks at the compute environments and queues of GEOS-Chem benchmarks",
      service: "states",
      sourceArn: this.stateMachineArn,
    });
    role.allow({ sid: "Describe", actions: ["batch:DescribeComputeEnvironments"], resources: ["*"] });
    role.allow({ sid: "ListWaiting", actions: ["batch:ListJobs"], resources: ["*"] });
    const machine = new SfnStateMachine(this, "Default", {
      name,
      // Standard, not Express: it keeps its history itself, where Express must be let write logs everywhere.
      type: "STANDARD",
      roleArn: role.arn,
      definition: JSON.stringify(environmentCheckStates(stack.partition, checked)),
    });
    const caller = group.callerRole(this, "caller", {
      name: `${name}-caller`,
      description: "Starts the check of the GEOS-Chem compute environments and queues",
    });
    caller.allow({ sid: "Start", actions: ["states:StartExecution"], resources: [machine.arn] });
    group.add(this, "schedule", {
      name: "environment-check",
      description: "Whether the compute environments and queues can run jobs",
      expression: `rate(${everyMinutes} minutes)`,
      target: machine.arn,
      role: caller,
    });
  }
}
