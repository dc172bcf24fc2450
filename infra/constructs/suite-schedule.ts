import {
  chooseFleet,
  requireFit,
  requireInstanceAlone,
  targetIn,
  type KnownFleet,
} from "../../contract/choose-fleet.ts";
import type { LoadedSuite } from "../../contract/load-suite.ts";
import { scheduledJobName } from "../../contract/names.ts";
import { sha256 } from "../../contract/sha256.ts";
import { submission, suiteVariables } from "../../contract/submission.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { ScheduleConfig } from "../config/operations.ts";
import { resultDueDays } from "../config/result-due.ts";
import { ScheduleGroup } from "./schedule-group.ts";
import type { Series } from "./series-check-states.ts";
import { submitStatement } from "./submit-statement.ts";
import { universalTargetInput } from "./universal-target-input.ts";

type LoadedSchedule = Omit<ScheduleConfig, "suite"> & LoadedSuite;

export interface SuiteScheduleProps {
  readonly schedules: readonly LoadedSchedule[];
  readonly fleets: readonly KnownFleet[];
  readonly group: ScheduleGroup;
  /** How long a job may run, in hours: a result cannot be due before. */
  readonly jobTimeoutHours: number;
}

/**
 * Submits suites by themselves. EventBridge Scheduler has no target of its own for Batch, so it calls SubmitJob as it
 * can call any operation.
 */
export class SuiteSchedule extends Construct {
  /** Those of which it is known when the next result is due. */
  readonly series: readonly Series[];

  constructor(scope: Construct, id: string, props: SuiteScheduleProps) {
    super(scope, id);
    const { schedules, fleets, group, jobTimeoutHours } = props;
    const series: Series[] = [];
    const stack = BenchStack.of(this);
    const role = group.callerRole(this, "role", {
      name: `${stack.prefix}-scheduler`,
      description: "Submits scheduled GEOS-Chem benchmarks",
    });
    const queues = fleets.map(({ queue }) => queue);
    role.allow(submitStatement(this, queues, ["jobDefinition", "modelJobDefinition"]));
    for (const schedule of schedules) {
      const { suite, expression, timezone } = schedule;
      const dueDays = resultDueDays(schedule, jobTimeoutHours);
      const isOnly = schedules.filter((other) => other.suite.name === suite.name).length === 1;
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
          const name = [suite.name, config.id, ...number, ...(isOnly ? [] : [mark(schedule)])].join("-");
          group.add(this, name, {
            name,
            description: `Benchmark ${config.id} of suite ${suite.name}`,
            expression,
            timezone,
            target: `arn:${stack.partition}:scheduler:::aws-sdk:batch:submitJob`,
            role,
            input: universalTargetInput(request),
          });
          if (dueDays !== undefined)
            series.push({
              schedule: ScheduleGroup.nameOf(name),
              benchmark: config.id,
              engine: config.workload.engine,
              instanceType: config.hardware.instance_type,
              dueDays,
            });
        }
      }
    }
    this.series = series;
  }
}

/** Tells two schedules of one suite apart, wherever they stand in the list. */
const mark = ({ expression, timezone, fleet }: LoadedSchedule): string =>
  sha256(JSON.stringify([expression, timezone, fleet ?? null])).slice(0, 8);
