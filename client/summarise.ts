import { unknownBecause, type Observed } from "../contract/observed.ts";
import { proxyIndex } from "../contract/proxy-index/proxy-index.ts";
import type { Result, Sample } from "../contract/result.ts";
import type { RunSummary } from "../contract/run-summary.ts";
import { disturbancesOf } from "../contract/neighbours.ts";
import { placementDifferences } from "../contract/thread-placement.ts";
import type { RunOutcome } from "./run-outcome.ts";

export function summarise(run: RunOutcome): RunSummary {
  const { config, result } = run;
  const common = {
    benchmark_id: config.id,
    status: run.status,
    reason: run.reason,
    job_id: run.jobId,
    queue: run.target.queue,
    exit_code: run.exitCode,
    attempts: run.detail.attempts?.length ?? 0,
    architecture: config.hardware.architecture,
    job_wall_s: run.jobWallSeconds,
  };
  if ("missing" in result) {
    const unknown = { value: null, reason: result.missing };
    return {
      ...common,
      emulated: unknown,
      proxy: null,
      valid: false,
      sim_days_per_day: unknown,
      proxy_index: unknown,
      workload_wall_s: unknown,
      phases: [],
      canaries: [],
      placement_differences: [],
      disturbances: [],
      result: null,
      recovered_to: result.recoveredTo,
    };
  }
  const { flags, samples, canaries } = result.result;
  const median = medianSample(samples);
  const none = { value: null, reason: "no timed run completed" };
  return {
    ...common,
    emulated: flags.emulated,
    proxy: flags.proxy,
    valid: flags.valid,
    sim_days_per_day: median?.sim_days_per_day.whole_run ?? none,
    proxy_index: indexOf(median, flags),
    workload_wall_s: median ? { value: median.wall_s } : none,
    phases: median?.phases.map(({ name, wall_s }) => ({ name, wall_s })) ?? [],
    canaries: [canaries.before, canaries.after].flatMap(({ value }) =>
      value
        ? [{ triad_gb_per_s: value.triad.gb_per_s.best, clock_ghz: value.clock.single_thread_ghz.best }]
        : [],
    ),
    placement_differences: placementDifferences(samples),
    disturbances: disturbancesOf(samples),
    result: { uri: result.uri, directory: result.directory },
    recovered_to: null,
  };
}

/** The proxy's weighted index of a run that was not emulated, by the build that processors are ranked by. */
function indexOf(sample: Sample | undefined, { emulated }: Result["flags"]): Observed<number> {
  if (emulated.value !== false) return unknownBecause("times under emulation are no performance");
  if (sample?.report?.program !== "ctm-proxy") return unknownBecause("no timed run of the proxy completed");
  const { value, ranks } = proxyIndex(sample.report);
  return ranks.value === null ? ranks : value;
}

/** The timed run with the median wall time (the faster of the middle two), so that all its numbers belong together. */
function medianSample(samples: readonly Sample[]): Sample | undefined {
  const timed = samples.filter(({ warmup, outcome }) => !warmup && outcome === "completed");
  return timed.sort((a, b) => a.wall_s - b.wall_s)[Math.floor((timed.length - 1) / 2)];
}
