import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group/index.js";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { fleetNames } from "../../contract/names.ts";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { Suite } from "../../contract/suite.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { FleetConfig } from "../config/fleet.ts";
import type { ScheduleConfig } from "../config/operations.ts";
import { ServiceRole } from "../iam/service-role.ts";
import type { EncryptionKey } from "./encryption-key.ts";

export interface SuiteScheduleProps {
  readonly schedules: readonly (Omit<ScheduleConfig, "suite"> & { readonly suite: Suite })[];
  readonly fleets: readonly FleetConfig[];
  readonly key: EncryptionKey;
}

const group = "geos-chem";

/**
 * Submits suites by themselves. EventBridge Scheduler has no target of its own for Batch, so it calls SubmitJob as it can
 * call any operation; what it could not deliver ends in the dead-letter queue.
 */
export class SuiteSchedule extends Construct {
  readonly deadLetters: SqsQueue;

  constructor(scope: Construct, id: string, { schedules, fleets, key }: SuiteScheduleProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    this.deadLetters = new SqsQueue(this, "dead-letters", {
      name: "geos-chem-schedule-dead-letters",
      messageRetentionSeconds: 14 * 24 * 3600,
      sqsManagedSseEnabled: true,
    });
    const scheduleGroup = new SchedulerScheduleGroup(this, "group", { name: group });
    const role = new ServiceRole(this, "role", {
      name: "geos-chem-scheduler",
      description: "Submits scheduled GEOS-Chem benchmarks",
      service: "scheduler",
      sourceArn: stack.arn("scheduler", `schedule-group/${group}`),
    });
    // SubmitJob is authorised on the queue and on the definition, whose ARN ends in the revision.
    const names = fleets.map(({ name }) => fleetNames(name));
    role.allow({
      sid: "SubmitBenchmarks",
      actions: ["batch:SubmitJob"],
      resources: names.flatMap(({ jobQueue, jobDefinition, modelJobDefinition }) => [
        stack.arn("batch", `job-queue/${jobQueue}`),
        ...[jobDefinition, modelJobDefinition].flatMap((definition) => [
          stack.arn("batch", `job-definition/${definition}`),
          stack.arn("batch", `job-definition/${definition}:*`),
        ]),
      ]),
    });
    role.allow({ sid: "KeepDeadLetters", actions: ["sqs:SendMessage"], resources: [this.deadLetters.arn] });
    key.grantUse(role, "scheduler", ["kms:Decrypt"]);

    for (const { suite, expression, timezone } of schedules) {
      for (const benchmark of suite.benchmarks) {
        new SchedulerSchedule(this, `${suite.name}-${benchmark.id}`, {
          name: `${suite.name}-${benchmark.id}`.slice(0, 64),
          groupName: scheduleGroup.name,
          description: `Benchmark ${benchmark.id} of suite ${suite.name}`,
          scheduleExpression: expression,
          scheduleExpressionTimezone: timezone,
          flexibleTimeWindow: { mode: "OFF" },
          kmsKeyArn: key.arn,
          target: {
            arn: `arn:${stack.partition}:scheduler:::aws-sdk:batch:submitJob`,
            roleArn: role.arn,
            input: JSON.stringify(submission(benchmark, fleets)),
            deadLetterConfig: { arn: this.deadLetters.arn },
            retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
          },
        });
      }
    }
  }
}

/** A SubmitJob request in the spelling of the universal target: members start with a capital letter. */
function submission(benchmark: BenchmarkConfig, fleets: readonly FleetConfig[]) {
  const type = benchmark.hardware.instance_type;
  const fleet = fleets.find(({ instanceType }) => instanceType === type);
  if (!fleet) {
    const offered = fleets.map(({ name, instanceType }) => `${name} (${instanceType})`).join(", ");
    throw new GeosBenchError(
      `Benchmark ${benchmark.id} wants ${type}, which no fleet has. There are: ${offered}.`,
      {
        code: "no-fleet",
        hint: "Add a fleet for it to the environment, or schedule another suite.",
      },
    );
  }
  const { jobQueue, jobDefinition, modelJobDefinition } = fleetNames(fleet.name);
  return {
    JobName: benchmark.id,
    JobQueue: jobQueue,
    JobDefinition: benchmark.workload.engine === "proxy" ? jobDefinition : modelJobDefinition,
    Parameters: { configJson: JSON.stringify(benchmark) },
  };
}
