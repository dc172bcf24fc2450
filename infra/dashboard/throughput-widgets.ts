import {
  environmentNamespace,
  metricDimensions,
  metricNames,
  metricsNamespace,
} from "../../contract/metric-names.ts";
import { logWidget, metricWidget, type Place, type Widget } from "./widget.ts";

/**
 * What the runner reports. Metrics come and go with benchmarks and types, so the widgets search instead of naming them.
 * A search finds what had a value within two weeks (CloudWatch user guide, "Use search expressions"): a series that runs
 * once a month would be an empty page, so that the same lines are also read from the log, as far back as it goes.
 */
export function throughputWidgets({ region, prefix }: Place, logGroup: string): Widget[] {
  const namespace = environmentNamespace(metricsNamespace, prefix);
  const widget = (title: string, label: string, series: readonly [metric: string, statistic: string][]) =>
    metricWidget({
      title,
      region,
      metrics: series.map(([metric, statistic], index) => [
        {
          expression: search(namespace, metric, statistic),
          id: `e${index}`,
          label: `${statistic} ${dimensionLabel}`,
        },
      ]),
      more: {
        view: "timeSeries",
        period,
        yAxis: { left: { min: 0, label, showUnits: false } },
      },
    });
  return [
    widget("Simulated days per day, whole run", "days per day", [[metricNames.simDaysPerDay, "p50"]]),
    widget("Simulated days per day, main loop", "days per day", [[metricNames.mainLoopSimDaysPerDay, "p50"]]),
    widget("Results: valid (Sum) of all (SampleCount)", "results", [
      [metricNames.valid, "Sum"],
      [metricNames.valid, "SampleCount"],
    ]),
    widget("Peak memory of the workload", "bytes", [[metricNames.peakMemory, "Maximum"]]),
    logWidget({
      title: "Results by day, for all of the dashboard's time (the other widgets reach back two weeks)",
      region,
      logGroup,
      query:
        `filter _aws.CloudWatchMetrics.0.Namespace = "${namespace}" ` +
        `| stats count(*) as results, sum(${metricNames.valid}.0) as valid, ` +
        `pct(${metricNames.simDaysPerDay}.0, 50) as days_per_day, ` +
        `pct(${metricNames.mainLoopSimDaysPerDay}.0, 50) as main_loop_days_per_day ` +
        `by bin(1d) as day, ${metricDimensions.join(", ")} | sort day desc | limit 1000`,
    }),
  ];
}

const period = 3600;

/** Dollar twice: Terraform reads "${" as a template of its own. */
const property = (dimension: string) => `$\${PROP('Dim.${dimension}')}`;
const dimensionLabel = `${property("InstanceType")} ${property("Benchmark")} (${property("Engine")})`;

function search(namespace: string, metric: string, statistic: string): string {
  const schema = [namespace, ...metricDimensions].join(",");
  return `SEARCH('{${schema}} MetricName="${metric}"', '${statistic}', ${period})`;
}
