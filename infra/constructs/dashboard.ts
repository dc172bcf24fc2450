import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import type { FleetConfig } from "../config/fleet.ts";
import { costWidgets } from "../dashboard/cost-widgets.ts";
import { jobWidgets } from "../dashboard/job-widgets.ts";
import { throughputWidgets } from "../dashboard/throughput-widgets.ts";
import { textWidget } from "../dashboard/widget.ts";
import type { JobEvents } from "./job-events.ts";

export interface DashboardProps {
  readonly events: JobEvents;
  /** Name of the log group of the jobs. */
  readonly jobLogs: string;
  readonly fleets: readonly FleetConfig[];
}

const explanation = (project: string) =>
  `
**GEOS-Chem benchmarks.** Throughput is what jobs measured and reported: a point is the median of an hour, valid results only, emulated ones never. It is for watching; comparisons with their uncertainty are made from the results in S3. *proxy* is a workload of its own, not GEOS-Chem.
**Costs are estimates:** hours of the jobs' last attempts times a dated list price. Boot, image pull, idle instances, retried attempts, volumes, endpoints and logs come on top. What was billed: [Cost Explorer](https://console.aws.amazon.com/cost-management/home#/cost-explorer), filtered by the tag \`project\` = \`${project}\`, after the tag was activated for cost allocation.
`.trim();

/** One page: throughput, jobs, waits, failures, costs. The first three dashboards of an account are free. */
export class Dashboard extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, { events, jobLogs, fleets }: DashboardProps) {
    super(scope, id);
    const stack = BenchStack.of(this);
    this.name = stack.prefix;
    new CloudwatchDashboard(this, "Default", {
      dashboardName: this.name,
      dashboardBody: JSON.stringify({
        widgets: [
          textWidget(explanation(stack.project), 3),
          ...throughputWidgets(stack, jobLogs),
          ...jobWidgets(stack, events.logs.name),
          ...costWidgets(fleets, stack, events.logs.name),
        ],
      }),
    });
  }
}
