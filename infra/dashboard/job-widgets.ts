import { jobMetrics, jobMetricsNamespace } from "../constructs/job-events.ts";
import { logWidget, metricWidget, type Place, type Widget } from "./widget.ts";

/** Jobs by state, how long they waited and ran by queue, why they failed. */
export function jobWidgets({ region, prefix }: Place, logGroup: string): Widget[] {
  const table = (title: string, query: string) => logWidget({ title, region, logGroup, query });
  return [
    metricWidget({
      title: "Jobs by change of state, per hour",
      region,
      metrics: Object.values(jobMetrics).map((metric) => [jobMetricsNamespace(prefix), metric]),
      more: { period: 3600, stat: "Sum" },
    }),
    table(
      "Minutes from submission to start, by queue",
      'filter detail.status = "RUNNING" | fields (detail.startedAt - detail.createdAt) / 60000 as minutes ' +
        "| stats count(*) as jobs, pct(minutes, 50) as median, max(minutes) as longest by detail.jobQueue",
    ),
    table(
      "Minutes of running, by job name",
      'filter detail.status = "SUCCEEDED" | fields (detail.stoppedAt - detail.startedAt) / 60000 as minutes ' +
        "| stats count(*) as jobs, pct(minutes, 50) as median by detail.jobName, detail.jobQueue",
    ),
    table(
      "Latest failures",
      'filter detail.status = "FAILED" | fields @timestamp, detail.jobName, detail.statusReason, ' +
        "detail.container.exitCode | sort @timestamp desc | limit 20",
    ),
  ];
}
