import { fittingFleet } from "../../contract/choose-fleet.ts";
import { knownFleets, type DeployedFleets } from "../../contract/deployed-fleet.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { LoadedSuite } from "../../contract/load-suite.ts";
import { fleetNames, scheduledJobPrefix } from "../../contract/names.ts";
import { scheduledTime, type PlanningParameters, type PlanningPlace } from "../../contract/planning-order.ts";
import { sha256 } from "../../contract/sha256.ts";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { ScheduleConfig } from "../config/operations.ts";
import { resultDueDays } from "../config/result-due.ts";
import { submitJobs } from "../iam/submit-jobs.ts";
import { ScheduleGroup } from "./schedule-group.ts";
import type { Series } from "./series-check-states.ts";

type LoadedSchedule = Omit<ScheduleConfig, "suite"> & LoadedSuite;

export interface SuiteScheduleProps {
  readonly schedules: readonly LoadedSchedule[];
  readonly fleets: DeployedFleets;
  readonly group: ScheduleGroup;
  /** How long a job may run, in hours: a result cannot be due before. */
  readonly jobTimeoutHours: number;
}

/**
 * Of the 8192 characters that ECS takes for a job's command and environment together (API reference, RunTask): the rest is
 * for Batch's variables, the words of the command and the output path.
 */
const mostCharacters = 7000;

/**
 * Plans suites by themselves: each schedule submits one job, which plans the suite and submits its jobs as `gcbench
 * submit` does. EventBridge Scheduler has no target of its own for Batch, so it calls SubmitJob as it can call any
 * operation.
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
      description: "Starts the planning of scheduled GEOS-Chem suites",
    });
    const names = Object.keys(fleets).map((name) => fleetNames(name, stack.prefix));
    role.allow(submitJobs(stack, names, ["planningJobDefinition"]));
    for (const schedule of schedules) {
      const { suite, text, expression, timezone, fleet: wanted } = schedule;
      const used = fleetsOf(schedule, fleets);
      const [first = ""] = Object.keys(used);
      const place: PlanningPlace = {
        region: stack.region,
        fleets: used,
        ...(wanted !== undefined && { fleet: wanted }),
      };
      const parameters: PlanningParameters = {
        suite: literal(text),
        place: JSON.stringify(place),
        time: scheduledTime,
      };
      requireRoom(suite.name, parameters);
      const isOnly = schedules.filter((other) => other.suite.name === suite.name).length === 1;
      const name = [suite.name, ...(isOnly ? [] : [mark(schedule)])].join("-");
      const { jobQueue, planningJobDefinition } = fleetNames(first, stack.prefix);
      group.add(this, name, {
        name,
        description: `Plans the suite ${suite.name} and submits its jobs`,
        expression,
        timezone,
        target: `arn:${stack.partition}:scheduler:::aws-sdk:batch:submitJob`,
        role,
        // The universal target spells members with a capital letter; names of parameters are the caller's, and stay.
        input: {
          JobName: `${scheduledJobPrefix}${suite.name}`,
          JobQueue: jobQueue,
          JobDefinition: planningJobDefinition,
          Parameters: parameters,
        },
      });
      const dueDays = resultDueDays(schedule, jobTimeoutHours);
      if (dueDays === undefined) continue;
      for (const { id: benchmark, workload, hardware } of suite.benchmarks)
        series.push({
          schedule: ScheduleGroup.nameOf(name),
          benchmark,
          engine: workload.engine,
          instanceType: hardware.instance_type,
          dueDays,
        });
    }
    this.series = series;
  }
}

/** The fleets that a suite's benchmarks run on, as the job that plans it will choose them: what cannot run stops here. */
function fleetsOf({ suite, fleet: wanted }: LoadedSchedule, fleets: DeployedFleets): DeployedFleets {
  const known = knownFleets(fleets);
  const used = suite.benchmarks.map((config) => fittingFleet(known, config, wanted).name);
  // One that is wanted is named even where no benchmark is for it, so that it is known there too.
  const kept = new Set([...used, ...(wanted === undefined ? [] : [wanted])]);
  return Object.fromEntries(Object.entries(fleets).filter(([name]) => kept.has(name)));
}

function requireRoom(suite: string, parameters: PlanningParameters): void {
  const { length } = JSON.stringify(parameters);
  if (length <= mostCharacters) return;
  throw new GeosBenchError(
    `The suite ${suite} is too long for a schedule: with its fleets ${length} characters, at most ${mostCharacters}.`,
    {
      code: "bad-option",
      hint: "A matrix says more with less than benchmarks one by one; or make two suites of it.",
    },
  );
}

/** Terraform would take these for its own (Terraform language, "Strings and Templates"). */
const literal = (text: string): string => text.replaceAll("${", "$${").replaceAll("%{", "%%{");

/** Tells two schedules of one suite apart, wherever they stand in the list. */
const mark = ({ expression, timezone, fleet }: LoadedSchedule): string =>
  sha256(JSON.stringify([expression, timezone, fleet ?? null])).slice(0, 8);
