import { metricDimensions, metricNames, metricsNamespace } from "../../contract/metric-names.ts";
import { metricWidget, type Widget } from "./widget.ts";

/** What the runner reports: metrics come and go with benchmarks and types, so the widgets search instead of naming. */
export function throughputWidgets(region: string): Widget[] {
  const widget = (title: string, label: string, series: readonly [metric: string, statistic: string][]) =>
    metricWidget({
      title,
      region,
      metrics: series.map(([metric, statistic], index) => [
        { expression: search(metric, statistic), id: `e${index}`, label: `${statistic} ${dimensionLabel}` },
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
  ];
}

const period = 3600;

/** Dollar twice: Terraform reads "${" as a template of its own. */
const property = (dimension: string) => `$\${PROP('Dim.${dimension}')}`;
const dimensionLabel = `${property("InstanceType")} ${property("Benchmark")} (${property("Engine")})`;

function search(metric: string, statistic: string): string {
  const schema = [metricsNamespace, ...metricDimensions].join(",");
  return `SEARCH('{${schema}} MetricName="${metric}"', '${statistic}', ${period})`;
}
