import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group/index.js";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { limitedName } from "../limited-name.ts";
import { ServiceRole } from "../iam/service-role.ts";
import type { EncryptionKey } from "./encryption-key.ts";

export interface ScheduledCall {
  /** Unique in the group; shortened by {@link ScheduleGroup.nameOf}. */
  readonly name: string;
  readonly description: string;
  /** `cron(…)`, `rate(…)` or `at(…)`. */
  readonly expression: string;
  /** @default "UTC" */
  readonly timezone?: string;
  readonly target: string;
  /** Made by {@link ScheduleGroup.callerRole}. */
  readonly role: ServiceRole;
  /** @default - none */
  readonly input?: object;
}

/** What EventBridge Scheduler calls by itself; what it could not deliver ends in the dead-letter queue. */
export class ScheduleGroup extends Construct {
  readonly deadLetters: SqsQueue;
  readonly name: string;
  readonly #group: SchedulerScheduleGroup;
  readonly #key: EncryptionKey;

  constructor(scope: Construct, id: string, { key }: { readonly key: EncryptionKey }) {
    super(scope, id);
    this.#key = key;
    const { prefix } = BenchStack.of(this);
    this.name = prefix;
    this.deadLetters = new SqsQueue(this, "dead-letters", {
      name: `${prefix}-schedule-dead-letters`,
      messageRetentionSeconds: 14 * 24 * 3600,
      sqsManagedSseEnabled: true,
    });
    this.#group = new SchedulerScheduleGroup(this, "Default", { name: this.name });
  }

  /** The name that a schedule gets here, of at most the 64 characters that Scheduler allows. */
  static nameOf(name: string): string {
    return limitedName(name, 64);
  }

  /** Lets a role look at the schedules of this group, which are encrypted. */
  grantLook(role: ServiceRole): void {
    role.allow({
      sid: "LookAtSchedules",
      actions: ["scheduler:GetSchedule"],
      resources: [BenchStack.of(role).arn("scheduler", `schedule/${this.name}/*`)],
    });
    this.#key.grantUse(role, "scheduler", ["kms:Decrypt"]);
  }

  /** A role that schedules of this group may assume; what they call is to be granted. */
  callerRole(scope: Construct, id: string, of: { name: string; description: string }): ServiceRole {
    const stack = BenchStack.of(scope);
    const sourceArn = stack.arn("scheduler", `schedule-group/${this.name}`);
    const role = new ServiceRole(scope, id, { ...of, service: "scheduler", sourceArn });
    role.allow({ sid: "KeepDeadLetters", actions: ["sqs:SendMessage"], resources: [this.deadLetters.arn] });
    this.#key.grantUse(role, "scheduler", ["kms:Decrypt"]);
    return role;
  }

  add(scope: Construct, id: string, call: ScheduledCall): void {
    const { name, description, expression, timezone = "UTC", target, role, input } = call;
    new SchedulerSchedule(scope, id, {
      name: ScheduleGroup.nameOf(name),
      groupName: this.#group.name,
      description,
      scheduleExpression: expression,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: "OFF" },
      kmsKeyArn: this.#key.arn,
      target: {
        arn: target,
        roleArn: role.arn,
        ...(input && { input: JSON.stringify(input) }),
        deadLetterConfig: { arn: this.deadLetters.arn },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
      },
    });
  }
}
