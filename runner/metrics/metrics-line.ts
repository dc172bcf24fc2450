import { metricNames, metricsNamespace, type MetricDimension } from "../../contract/metric-names.ts";
import type { Result, Sample } from "../../contract/result.ts";

interface Metric {
  readonly name: string;
  readonly unit: "None" | "Count" | "Seconds" | "Bytes";
  readonly values: readonly number[];
}

/**
 * The result as one line of CloudWatch's embedded metric format, from which CloudWatch Logs makes metrics; `undefined`
 * where there is nothing to tell. Every value is a measured one, one for each timed run: what is `null` in the result
 * is absent. A run that was emulated, or may have been, says nothing; an invalid one says that it is invalid and no
 * more.
 */
export function metricsLine(result: Result, namespace = metricsNamespace): string | undefined {
  const { flags, environment, config, job } = result;
  if (flags.emulated.value !== false) return undefined;
  const validity: Metric = { name: metricNames.valid, unit: "Count", values: [flags.valid ? 1 : 0] };
  const metrics = [validity, ...(flags.valid ? performance(result) : [])].filter(
    ({ values }) => values.length > 0,
  );
  // Each combination of these is a metric of its own, and is paid for: names of benchmarks and types are few.
  const dimensions: Record<MetricDimension, string> = {
    Benchmark: result.benchmark_id,
    Engine: result.workload.engine,
    InstanceType: environment.instance_type.value ?? "unknown",
  };
  return JSON.stringify({
    _aws: {
      Timestamp: Date.parse(result.finished_at),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [Object.keys(dimensions)],
          Metrics: metrics.map(({ name, unit }) => ({ Name: name, Unit: unit })),
        },
      ],
    },
    ...dimensions,
    ...Object.fromEntries(metrics.map(({ name, values }) => [name, values])),
    // For queries on the log, where more members cost nothing.
    Simulation: config.simulation_type,
    Resolution: config.domain.resolution,
    Threads: environment.threads,
    JobId: job.id,
    Attempt: job.attempt,
  });
}

function performance({ samples }: Result): Metric[] {
  const timed = samples.filter(({ warmup }) => !warmup);
  const metric = (
    name: string,
    unit: Metric["unit"],
    measured: (sample: Sample) => number | null,
  ): Metric => ({ name, unit, values: timed.map(measured).filter((value) => value !== null) });
  return [
    metric(metricNames.simDaysPerDay, "None", ({ sim_days_per_day: { whole_run } }) => whole_run.value),
    metric(
      metricNames.mainLoopSimDaysPerDay,
      "None",
      ({ sim_days_per_day: { main_loop } }) => main_loop.value,
    ),
    metric(metricNames.wallTime, "Seconds", ({ wall_s }) => wall_s),
    metric(metricNames.peakMemory, "Bytes", ({ peak_memory_mib: { value } }) =>
      value === null ? null : value * 1024 ** 2,
    ),
  ];
}
