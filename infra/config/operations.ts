import { z } from "zod";

const scheduleExpression = z.string().regex(/^(cron|rate|at)\(.+\)$/, "is not cron(…), rate(…) or at(…)");

const scheduleConfig = z
  .strictObject({
    suite: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "is not the name of a suite (a file of suites/, without .yaml)"),
    expression: scheduleExpression.describe(
      "EventBridge Scheduler expression, for example cron(0 3 ? * SUN *).",
    ),
    timezone: z.string().default("UTC").describe("IANA name of the time zone of a cron expression."),
    closing: scheduleExpression
      .optional()
      .describe(
        "When its results are indexed, judged, put on the site and told of: some time after its last job has ended. " +
          "What comes later is the next closing's. Default: nobody closes it.",
      ),
    fleet: z
      .string()
      .optional()
      .describe("Which fleet, where several have a benchmark's instance type and can hold its job."),
  })
  .describe("A suite that runs by itself: each of its benchmarks is submitted as one job.");

export type ScheduleConfig = z.output<typeof scheduleConfig>;

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
    .refine((given) => new Set(given.map((schedule) => JSON.stringify(schedule))).size === given.length, {
      message: "names the same schedule twice",
    })
    .default([]),
});
