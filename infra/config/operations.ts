import { z } from "zod";
import { longestDueDays } from "./longest-due.ts";
import { scheduleExpression, timezoneName } from "./schedule-expression.ts";

const scheduleConfig = z
  .strictObject({
    suite: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "is not the name of a suite (a file of suites/, without .yaml)"),
    expression: scheduleExpression.describe(
      "EventBridge Scheduler expression, for example cron(0 3 ? * SUN *).",
    ),
    timezone: timezoneName.default("UTC").describe("IANA name of the time zone of a cron expression."),
    fleet: z
      .string()
      .optional()
      .describe("Which fleet, where several have a benchmark's instance type and can hold its job."),
    resultEveryDays: z
      .int()
      .min(1)
      .max(longestDueDays)
      .nullable()
      .optional()
      .describe(
        "Days within which each of its benchmarks should have a new valid result; an alarm says where one has none. Default: the " +
          "longest time between two runs, that of a job and a day; null for no alarm.",
      ),
  })
  .describe("A suite that runs by itself: a job plans it and submits its jobs.");

export type ScheduleConfig = z.output<typeof scheduleConfig>;

/** What tells two schedules apart. */
const whenAndWhere = ({ suite, expression, timezone, fleet }: ScheduleConfig): string =>
  JSON.stringify([suite, expression, timezone, fleet]);

export const operationsConfig = z.strictObject({
  emails: z
    .array(z.email())
    .default([])
    .describe(
      "Who hears of failed jobs, blocked queues, alarms and the budget; AWS asks each to confirm once.",
    ),
  monthlyBudgetUsd: z
    .number()
    .positive()
    .nullable()
    .default(100)
    .describe(
      "Costs of the month, of what has the tag `project`, that raise the alarm; null for no budget. Costs are told apart by a tag only after " +
        "it was activated in the billing console.",
    ),
  environmentCheckMinutes: z
    .int()
    .min(5)
    .max(360)
    .nullable()
    .default(60)
    .describe("How often to look whether a compute environment is INVALID or DISABLED; null for never."),
  schedules: z
    .array(scheduleConfig)
    .refine((given) => new Set(given.map((schedule) => whenAndWhere(schedule))).size === given.length, {
      message: "names the same schedule twice",
    })
    .default([]),
});
