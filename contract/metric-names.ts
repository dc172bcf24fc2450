import { namePrefix } from "./names.ts";

/** What the runner reports to CloudWatch and the dashboard shows. */
export const metricsNamespace = "GeosChem/Bench";

/**
 * The namespace that an environment's metrics are in, where another's of the same account have the same names: that of
 * the project for the default environment, one below it for every other.
 */
export function environmentNamespace(namespace: string, prefix: string): string {
  return prefix === namePrefix("default") ? namespace : `${namespace}/${prefix}`;
}

/** By this variable a job definition gives the runner another namespace than {@link metricsNamespace}. */
export const namespaceVariable = "GCBENCH_METRICS_NAMESPACE";

/** Every metric is told apart by these; the dashboard searches for exactly this set. */
export const metricDimensions = ["Benchmark", "Engine", "InstanceType"] as const;
export type MetricDimension = (typeof metricDimensions)[number];

export const metricNames = {
  /** 1 for a valid result, 0 for an invalid one. */
  valid: "Valid",
  /** Over the whole process. */
  simDaysPerDay: "SimulatedDaysPerDay",
  /** Over the main loop, without initialisation. */
  mainLoopSimDaysPerDay: "MainLoopSimulatedDaysPerDay",
  wallTime: "WallTime",
  peakMemory: "PeakMemory",
} as const;

/** By this variable the job definition asks the runner for metrics. */
export const metricsSwitch = { name: "GCBENCH_METRICS", value: "emf" } as const;

/** Whether a log line is for CloudWatch rather than for people. */
export function isMetricsLine(line: string): boolean {
  return line.startsWith('{"_aws":{');
}
