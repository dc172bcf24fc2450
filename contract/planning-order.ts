import { z } from "zod";
import { deployedFleet } from "./deployed-fleet.ts";

/** What a job that plans a suite has to know of the deployment: it can read neither outputs nor state. */
export const planningPlace = z
  .strictObject({
    region: z.string(),
    fleets: z
      .record(z.string(), deployedFleet)
      .describe("By name; those that the suite's benchmarks run on."),
    fleet: z.string().optional().describe("Which, where several have a benchmark's instance type."),
  })
  .describe("Where a scheduled suite is planned for");

export type PlanningPlace = z.output<typeof planningPlace>;

/**
 * Parameters of the job that plans a suite; its output path has a default. What stands in angle brackets is filled in by
 * EventBridge Scheduler (user guide, "Adding context attributes").
 */
export interface PlanningParameters extends Record<string, string> {
  /** The file of the suite, as it is. */
  readonly suite: string;
  /** {@link PlanningPlace} as JSON. */
  readonly place: string;
  /** When it was to start: two deliveries of one call have the same, and make one plan. */
  readonly time: string;
}

export const scheduledTime = "<aws.scheduler.scheduled-time>";

/** Words of the command of a job that plans a suite: what the image's program is told. */
export const planningCommand = [
  "plan",
  "--suite",
  "Ref::suite",
  "--place",
  "Ref::place",
  "--time",
  "Ref::time",
];
