import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import { BenchStack } from "../bench-stack.ts";
import { Construct } from "../cdk.ts";
import { jobMetrics, type JobEvents } from "./job-events.ts";

export const dashboardName = "geos-chem";

/** One page: jobs by state, how long they waited and ran by queue, why they failed. The first three dashboards are free. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { events }: { readonly events: JobEvents }) {
    super(scope, id);
    const { region } = BenchStack.of(this);
    const { namespace, ...metrics } = jobMetrics;
    const query = (title: string, view: "table" | "timeSeries", text: string) => ({
      type: "log",
      width: 12,
      height: 6,
      properties: { title, region, view, query: `SOURCE '${events.logs.name}' | ${text}` },
    });
    new CloudwatchDashboard(this, "Default", {
      dashboardName,
      dashboardBody: JSON.stringify({
        widgets: [
          {
            type: "metric",
            width: 12,
            height: 6,
            properties: {
              title: "Jobs by change of state, per hour",
              region,
              period: 3600,
              stat: "Sum",
              metrics: Object.values(metrics).map((metric) => [namespace, metric]),
            },
          },
          query(
            "Minutes from submission to start, by queue",
            "table",
            'filter detail.status = "RUNNING" | fields (detail.startedAt - detail.createdAt) / 60000 as minutes ' +
              "| stats count(*) as jobs, pct(minutes, 50) as median, max(minutes) as longest by detail.jobQueue",
          ),
          query(
            "Minutes of running, by job name",
            "table",
            'filter detail.status = "SUCCEEDED" | fields (detail.stoppedAt - detail.startedAt) / 60000 as minutes ' +
              "| stats count(*) as jobs, pct(minutes, 50) as median by detail.jobName, detail.jobQueue",
          ),
          query(
            "Latest failures",
            "table",
            'filter detail.status = "FAILED" | fields @timestamp, detail.jobName, detail.statusReason, ' +
              "detail.container.exitCode | sort @timestamp desc | limit 20",
          ),
        ],
      }),
    });
  }
}
