import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { ServiceRole } from "../iam/service-role.ts";
import type { ScheduleGroup } from "./schedule-group.ts";

export interface ScheduledCheckProps {
  /** Of the check; that of its state machine begins with the environment's prefix. */
  readonly name: string;
  /** What it looks at, as it goes on after "the check of" and "looks at". */
  readonly subject: string;
  /** Whether what, in a few words. */
  readonly question: string;
  /** Amazon States Language. */
  readonly states: object;
  readonly everyMinutes: number;
  readonly group: ScheduleGroup;
}

/** A state machine that looks at something time and again. A failed execution is the finding; Step Functions counts those for free. */
export class ScheduledCheck extends Construct {
  readonly stateMachineArn: string;
  readonly everyMinutes: number;
  /** What the state machine may do, of which there is nothing yet. */
  protected readonly role: ServiceRole;

  constructor(scope: Construct, id: string, props: ScheduledCheckProps) {
    super(scope, id);
    const { subject, question, states, everyMinutes, group } = props;
    const stack = BenchStack.of(this);
    const name = `${stack.prefix}-${props.name}`;
    this.everyMinutes = everyMinutes;
    this.stateMachineArn = stack.arn("states", `stateMachine:${name}`);
    this.role = new ServiceRole(this, "role", {
      name,
      description: `Looks at ${subject}`,
      service: "states",
      sourceArn: this.stateMachineArn,
    });
    const machine = new SfnStateMachine(this, "Default", {
      name,
      // Standard, not Express: it keeps its history itself, where Express must be let write logs everywhere.
      type: "STANDARD",
      roleArn: this.role.arn,
      definition: JSON.stringify(states),
    });
    const caller = group.callerRole(this, "caller", {
      name: `${name}-caller`,
      description: `Starts the check of ${subject}`,
    });
    caller.allow({ sid: "Start", actions: ["states:StartExecution"], resources: [machine.arn] });
    group.add(this, "schedule", {
      name: props.name,
      description: question,
      expression: `rate(${everyMinutes} minutes)`,
      target: machine.arn,
      role: caller,
    });
  }
}
