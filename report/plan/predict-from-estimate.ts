import { simulatedHours } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import type { Observed } from "../../contract/observed.ts";
import { estimate, type Figure } from "../estimate/estimate.ts";
import type { KnownRun } from "../estimate/known-run.ts";
import { runsOf, unpredicted, type Predict } from "./predict.ts";

/** Predicts jobs of GEOS-Chem Classic by its estimate, from runs whose time is known. */
export function predictFromEstimate(runs: readonly KnownRun[]): Predict {
  return (config) => {
    const { workload, simulation_type: simulation, domain, hardware } = config;
    if (workload.engine !== "geos-chem-classic") return unpredicted("the proxy has no estimate");
    if (domain.type !== "global") return unpredicted("nested grids have no estimate");
    const request = {
      simulation,
      resolution: domain.resolution,
      levels: domain.levels,
      days: simulatedHours(config) / 24,
      threads: workload.threads ?? hardware.vcpus,
      instanceType: hardware.instance_type,
    };
    try {
      const { wallSeconds, usd, basis } = estimate(request, runs);
      const words = [basis.tag, ...basis.reasons].join(": ");
      return {
        seconds: times(wallSeconds, runsOf(config)),
        usd: times(usd, runsOf(config)),
        basis: `estimate of ${basis.n} observations, ${words}`,
      };
    } catch (error) {
      if (error instanceof GeosBenchError) return unpredicted(error.message);
      throw error;
    }
  };
}

function times(of: Observed<Figure>, by: number): Observed<Figure> {
  if (of.value === null) return of;
  const { value, interval, tag } = of.value;
  const [low, high] = interval.value ?? [];
  const range =
    low === undefined || high === undefined ? interval : { value: [low * by, high * by] as const };
  return { value: { value: value * by, interval: range, tag } };
}
