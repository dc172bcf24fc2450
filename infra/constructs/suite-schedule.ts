import { fleetNames, jobDefinitionFor, scheduledJobName } from "../../contract/names.ts";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import type { Suite } from "../../contract/suite.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { FleetConfig } from "../config/fleet.ts";
import type { ScheduleConfig } from "../config/operations.ts";
import type { ScheduleGroup } from "./schedule-group.ts";

export interface SuiteScheduleProps {
  readonly schedules: readonly (Omit<ScheduleConfig, "suite"> & { readonly suite: Suite })[];
  readonly fleets: readonly FleetConfig[];
  readonly group: ScheduleGroup;
}

/**
 * Submits suites by themselves. EventBridge Scheduler has no target of its own for Batch, so it calls SubmitJob as it
 * can call any operation.
 */
export class SuiteSchedule extends Construct {
  constructor(scope: Construct, id: string, { schedules, fleets, group }: SuiteScheduleProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    const role = group.callerRole(this, "role", {
      name: "geos-chem-scheduler",
      description: "Submits scheduled GEOS-Chem benchmarks",
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
    for (const { suite, expression, timezone } of schedules) {
      for (const benchmark of suite.benchmarks) {
        const name = `${suite.name}-${benchmark.id}`;
        group.add(this, name, {
          name,
          description: `Benchmark ${benchmark.id} of suite ${suite.name}`,
          expression,
          timezone,
          target: `arn:${stack.partition}:scheduler:::aws-sdk:batch:submitJob`,
          role,
          input: submission(benchmark, fleets),
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
  const { computeEnvironment, jobQueue } = fleetNames(fleet.name);
  return {
    JobName: scheduledJobName(benchmark.id),
    JobQueue: jobQueue,
    JobDefinition: jobDefinitionFor(computeEnvironment, benchmark),
    Parameters: { configJson: JSON.stringify(benchmark) },
  };
}
