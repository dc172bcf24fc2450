import { simulatedHours, tracersOf, type BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { ComparedRun } from "../compare/arm-of-runs.ts";
import type { Figure, PriceOf } from "../estimate/estimate.ts";
import { median } from "../statistics/median.ts";
import { moments } from "../statistics/moments.ts";
import { runsOf, unpredicted, type Predict } from "./predict.ts";

/** Where a plan's jobs run: on the instances that their configs name, or on this machine, whatever they name. */
export type RunsOn = "instances" | "this-machine";

/** Runs of the same thing, on the same kind of machine, that count. */
function sameAs(config: BenchmarkConfig, on: RunsOn): (run: ComparedRun) => boolean {
  const { workload, hardware, domain } = config;
  const proxy = workload.engine === "proxy" ? workload : null;
  const days = simulatedHours(config) / 24;
  return (run) =>
    run.valid &&
    run.emulated === false &&
    run.run_outcome === "completed" &&
    run.engine === workload.engine &&
    run.simulation === config.simulation_type &&
    run.resolution === domain.resolution &&
    run.levels === domain.levels &&
    run.tracers === (tracersOf(config) ?? run.tracers) &&
    run.mechanism === (proxy?.mechanism ?? null) &&
    (proxy === null || (run.build === "generic") === (proxy.build === "generic")) &&
    run.threads === (workload.threads ?? hardware.vcpus) &&
    Math.abs((run.simulated_days ?? Number.NaN) - days) < 1e-6 &&
    run.instance_type === (on === "this-machine" ? null : hardware.instance_type);
}

/** Predicts a job by the median of the runs of the same thing that there are. */
export function predictFromHistory(runs: readonly ComparedRun[], on: RunsOn, priceOf: PriceOf): Predict {
  return (config) => {
    const seconds = runs.filter(sameAs(config, on)).flatMap(({ wall_s: of }) => of ?? []);
    const where = on === "this-machine" ? "this machine" : config.hardware.instance_type;
    if (seconds.length === 0) return unpredicted(`no run of it on ${where} among the results`);
    const total = median(seconds) * runsOf(config);
    return {
      seconds: { value: measured(total) },
      usd: cost(total, config, on, priceOf),
      basis: `median of ${seconds.length} measured ${seconds.length === 1 ? "run" : "runs"} on ${where}`,
    };
  };
}

function cost(
  seconds: number,
  { hardware }: BenchmarkConfig,
  on: RunsOn,
  priceOf: PriceOf,
): Observed<Figure> {
  if (on === "this-machine") return unknownBecause("this machine has no price");
  const price = priceOf(hardware.instance_type);
  if (!price) return unknownBecause(`no price of ${hardware.instance_type} is on record`);
  return { value: measured((seconds / 3600) * price.usdPerHour) };
}

const measured = (value: number): Figure => ({
  value,
  interval: unknownBecause("a median of runs has none"),
  tag: "measured",
});

/** Of so many instances at least a spread is taken for known; of fewer it would be a guess. */
const fewestInstances = 3;

/** Standard deviation over mean of an instance's value, from the results of a benchmark. */
export function observedVariation(runs: readonly ComparedRun[], config: BenchmarkConfig): Observed<number> {
  const counted = runs.filter(sameAs(config, "instances"));
  const values = Array.from(
    Map.groupBy(
      counted.filter(({ instance_id: id, wall_s: wall }) => id !== null && wall !== null),
      ({ instance_id: id }) => id,
    ).values(),
    (of) => Math.log(median(of.flatMap(({ wall_s: wall }) => wall ?? []))),
  );
  if (values.length < fewestInstances) {
    return unknownBecause(`${values.length} observed instances, ${fewestInstances} are needed`);
  }
  return { value: Math.sqrt(Math.expm1(moments(values).variance)) };
}
