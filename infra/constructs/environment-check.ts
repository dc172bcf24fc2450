import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";
import { environmentCheckStates } from "./environment-check-states.ts";
import type { ScheduleGroup } from "./schedule-group.ts";

export interface EnvironmentCheckProps {
  /** Names of the compute environments. */
  readonly environments: readonly string[];
  readonly everyMinutes: number;
  readonly group: ScheduleGroup;
}

const name = "geos-chem-environment-check";

/**
 * Looks whether compute environments can run jobs. Batch has no event and no metric for one that turns INVALID: it is
 * seen by asking, or when a job waits for it. A failed execution is the finding; Step Functions counts those for
 * free.
 */
export class EnvironmentCheck extends Construct {
  readonly stateMachineArn: string;
  readonly everyMinutes: number;

  constructor(scope: Construct, id: string, { environments, everyMinutes, group }: EnvironmentCheckProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    this.everyMinutes = everyMinutes;
    this.stateMachineArn = stack.arn("states", `stateMachine:${name}`);
    const role = new ServiceRole(this, "role", {
      name,
      description: "Looks at the compute environments of GEOS-Chem benchmarks",
      service: "states",
      sourceArn: this.stateMachineArn,
    });
    role.allow({ sid: "Describe", actions: ["batch:DescribeComputeEnvironments"], resources: ["*"] });
    const machine = new SfnStateMachine(this, "Default", {
      name,
      // Standard, not Express: it keeps its history itself, where Express must be let write logs everywhere.
      type: "STANDARD",
      roleArn: role.arn,
      definition: JSON.stringify(environmentCheckStates(stack.partition, environments)),
    });
    const caller = group.callerRole(this, "caller", {
      name: `${name}-caller`,
      description: "Starts the check of the GEOS-Chem compute environments",
    });
    caller.allow({ sid: "Start", actions: ["states:StartExecution"], resources: [machine.arn] });
    group.add(this, "schedule", {
      name: "environment-check",
      description: "Whether the compute environments can run jobs",
      expression: `rate(${everyMinutes} minutes)`,
      target: machine.arn,
      role: caller,
    });
  }
}
