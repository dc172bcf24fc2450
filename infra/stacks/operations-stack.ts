import { fleetNames } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import { describeFleets } from "../config/describe-fleet.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import { Alarms } from "../constructs/alarms.ts";
import { Dashboard } from "../constructs/dashboard.ts";
import { EnvironmentCheck } from "../constructs/environment-check.ts";
import { JobEvents } from "../constructs/job-events.ts";
import { MonthlyBudget } from "../constructs/monthly-budget.ts";
import { Notifications } from "../constructs/notifications.ts";
import { ScheduleGroup } from "../constructs/schedule-group.ts";
import { SeriesCheck } from "../constructs/series-check.ts";
import { SuiteSchedule } from "../constructs/suite-schedule.ts";
import { addOutputs } from "../outputs.ts";
import type { FoundationStack } from "./foundation-stack.ts";

/** What watches and starts jobs: events, alarms, dashboard, budget, schedules. It knows the queues by name only. */
export class OperationsStack extends BenchStack {
  constructor(scope: Construct, id: string, config: EnvironmentConfig, { key, logs }: FoundationStack) {
    super(scope, id, config);
    const { fleets, operations, logRetentionDays: retentionDays } = config;
    const notifications = new Notifications(this, "notifications", { key, emails: operations.emails });
    const names = fleets.map(({ name }) => fleetNames(name, this.prefix));
    const queues = names.map(({ jobQueue }) => jobQueue);
    const events = new JobEvents(this, "events", { key, notifications, queues, retentionDays });
    const schedules = operations.schedules.map((given) => ({
      ...given,
      ...loadSuite(given.suite),
    }));
    const group = new ScheduleGroup(this, "schedules", { key });
    const { series } = new SuiteSchedule(this, "schedule", {
      schedules,
      fleets: describeFleets(fleets, this.prefix),
      group,
      jobTimeoutHours: config.jobTimeoutHours,
    });
    const { environmentCheckMinutes: everyMinutes } = operations;
    const environments = names.map(({ computeEnvironment }) => computeEnvironment);
    const check =
      everyMinutes === null
        ? undefined
        : new EnvironmentCheck(this, "environment-check", {
            checked: { environments, queues },
            everyMinutes,
            group,
          });
    const seriesCheck =
      series.length === 0 ? undefined : new SeriesCheck(this, "series-check", { series, group });
    new Alarms(this, "alarms", {
      notifications,
      deadLetters: group.deadLetters,
      environmentCheck: check,
      seriesCheck,
    });
    const { name: dashboard } = new Dashboard(this, "dashboard", { events, jobLogs: logs.name, fleets });
    const { monthlyBudgetUsd: limitUsd } = operations;
    if (limitUsd !== null) new MonthlyBudget(this, "budget", { limitUsd, notifications });
    addOutputs(this, "operations", { topic_arn: notifications.topic.arn, dashboard });
  }
}
