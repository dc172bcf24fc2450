import { fleetNames } from "../../contract/names.ts";
import { BenchStack } from "../bench-stack.ts";
import type { Construct } from "../cdk.ts";
import type { EnvironmentConfig } from "../config/environment.ts";
import { knownFleet } from "../config/known-fleet.ts";
import { loadSuite } from "../../contract/load-suite.ts";
import { Alarms } from "../constructs/alarms.ts";
import { Dashboard, dashboardName } from "../constructs/dashboard.ts";
import { EnvironmentCheck } from "../constructs/environment-check.ts";
import { JobEvents } from "../constructs/job-events.ts";
import { MonthlyBudget } from "../constructs/monthly-budget.ts";
import { Notifications } from "../constructs/notifications.ts";
import { ScheduleGroup } from "../constructs/schedule-group.ts";
import { SuiteSchedule } from "../constructs/suite-schedule.ts";
import { addOutputs } from "../outputs.ts";
import type { FoundationStack } from "./foundation-stack.ts";

/** What watches and starts jobs: events, alarms, dashboard, budget, schedules. It knows the queues by name only. */
export class OperationsStack extends BenchStack {
  constructor(scope: Construct, id: string, config: EnvironmentConfig, { key }: FoundationStack) {
    super(scope, id, config);
    const { fleets, operations, logRetentionDays: retentionDays } = config;
    const notifications = new Notifications(this, "notifications", { key, emails: operations.emails });
    const queues = fleets.map(({ name }) => fleetNames(name).jobQueue);
    const events = new JobEvents(this, "events", { key, notifications, queues, retentionDays });
    const schedules = operations.schedules.map((given) => ({
      ...given,
      ...loadSuite(given.suite),
    }));
    const group = new ScheduleGroup(this, "schedules", { key });
    new SuiteSchedule(this, "schedule", { schedules, fleets: fleets.map(knownFleet), group });
    const { environmentCheckMinutes: everyMinutes } = operations;
    const environments = fleets.map(({ name }) => fleetNames(name).computeEnvironment);
    const check =
      everyMinutes === null
        ? undefined
        : new EnvironmentCheck(this, "environment-check", { environments, everyMinutes, group });
    new Alarms(this, "alarms", { notifications, deadLetters: group.deadLetters, environmentCheck: check });
    new Dashboard(this, "dashboard", { events, fleets });
    const { monthlyBudgetUsd: limitUsd } = operations;
    if (limitUsd !== null) new MonthlyBudget(this, "budget", { limitUsd, notifications });
    addOutputs(this, "operations", { topic_arn: notifications.topic.arn, dashboard: dashboardName });
  }
}
