import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import {
  chooseFleet,
  requireFit,
  requireInstanceAlone,
  targetIn,
  type KnownFleet,
} from "../../contract/choose-fleet.ts";
import type { LoadedSuite } from "../../contract/load-suite.ts";
import { fleetNames, scheduledJobName } from "../../contract/names.ts";
import { sha256 } from "../../contract/sha256.ts";
import type { StandingOrder } from "../../contract/standing-order.ts";
import { submission, suiteVariables, type Submission } from "../../contract/submission.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { ScheduleConfig } from "../config/operations.ts";
import type { ScheduleGroup } from "./schedule-group.ts";
import { universalTargetInput } from "./universal-target-input.ts";

type LoadedSchedule = Omit<ScheduleConfig, "suite"> & LoadedSuite;

export interface SuiteScheduleProps {
  readonly schedules: readonly LoadedSchedule[];
  readonly fleets: readonly KnownFleet[];
  readonly group: ScheduleGroup;
  /** Where benchmarks store their results. */
  readonly outputPath: string;
}

/**
 * Submits suites by themselves. EventBridge Scheduler has no target of its own for Batch, so it calls SubmitJob as it
 * can call any operation.
 */
export class SuiteSchedule extends Construct {
  constructor(scope: Construct, id: string, { schedules, fleets, group, outputPath }: SuiteScheduleProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    const role = group.callerRole(this, "role", {
      name: `${stack.prefix}-scheduler`,
      description: "Submits scheduled GEOS-Chem benchmarks",
    });
    // SubmitJob is authorised on the queue and on the definition, whose ARN ends in the revision.
    const names = fleets.map(({ name }) => fleetNames(name, stack.prefix));
    role.allow({
      sid: "SubmitBenchmarks",
      actions: ["batch:SubmitJob"],
      resources: names.flatMap(({ jobQueue, jobDefinition, modelJobDefinition, closingJobDefinition }) => [
        stack.arn("batch", `job-queue/${jobQueue}`),
        ...[jobDefinition, modelJobDefinition, closingJobDefinition].flatMap((definition) => [
          stack.arn("batch", `job-definition/${definition}`),
          stack.arn("batch", `job-definition/${definition}:*`),
        ]),
      ]),
    });
    for (const schedule of schedules) {
      const { suite, expression, timezone } = schedule;
      const isOnly = schedules.filter((other) => other.suite.name === suite.name).length === 1;
      const call = {
        timezone,
        target: `arn:${stack.partition}:scheduler:::aws-sdk:batch:submitJob`,
        role,
      };
      const nameOf = (...parts: readonly string[]) =>
        [suite.name, ...parts, ...(isOnly ? [] : [mark(schedule)])].join("-");
      if (schedule.closing !== undefined) {
        const name = nameOf("closing");
        group.add(this, name, {
          ...call,
          name,
          description: `Closes suite ${suite.name}`,
          expression: schedule.closing,
          input: universalTargetInput(closingOf(schedule, fleets, outputPath)),
        });
      }
      for (const config of suite.benchmarks) {
        const fleet = chooseFleet(fleets, config, schedule.fleet);
        requireFit(fleet, config);
        requireInstanceAlone(fleet, config);
        const request = submission({
          config,
          target: targetIn(fleet, config),
          outputPath: config.output?.path,
          environment: suiteVariables(schedule.sha256),
          jobName: scheduledJobName(config.id),
        });
        // Those of one benchmark begin together, so that each finds the others' instances taken.
        for (let replicate = 1; replicate <= suite.replicates; replicate += 1) {
          const number = replicate === 1 ? [] : [`r${replicate}`];
          const name = nameOf(config.id, ...number);
          group.add(this, name, {
            ...call,
            name,
            description: `Benchmark ${config.id} of suite ${suite.name}`,
            expression,
            input: universalTargetInput(request),
          });
        }
      }
    }
  }
}

/** On the fleet of the suite's first benchmark: no more than one instance more is needed. */
function closingOf(
  { suite, fleet: wanted }: LoadedSchedule,
  fleets: readonly KnownFleet[],
  outputPath: string,
): Submission {
  const { queue, closingJobDefinition } = chooseFleet(fleets, suite.benchmarks[0] as BenchmarkConfig, wanted);
  const order: StandingOrder = {
    schema_version: "1.0",
    suite: suite.name,
    output_path: outputPath,
    primary_contrasts: suite.primary_contrasts,
    references: suite.references,
  };
  return {
    jobName: scheduledJobName(`closing-${suite.name}`),
    jobQueue: queue,
    // Fleets that are about to be deployed have one.
    jobDefinition: closingJobDefinition as string,
    parameters: { plan: JSON.stringify(order) },
  };
}

/** Tells two schedules of one suite apart, wherever they stand in the list. */
const mark = ({ expression, timezone, fleet }: LoadedSchedule): string =>
  sha256(JSON.stringify([expression, timezone, fleet ?? null])).slice(0, 8);
