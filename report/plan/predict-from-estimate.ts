import { simulatedHours } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { estimate, scaled, type PriceOf } from "../estimate/estimate.ts";
import type { KnownRun } from "../estimate/known-run.ts";
import { runsOf, unpredicted, type Predict } from "./predict.ts";

/** Predicts jobs of GEOS-Chem Classic by its estimate, from runs whose time is known. */
export function predictFromEstimate(runs: readonly KnownRun[], priceOf?: PriceOf): Predict {
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
      const { wallSeconds, usd, basis } = estimate(request, runs, priceOf);
      const words = [basis.tag, ...basis.reasons].join(": ");
      return {
        seconds: scaled(wallSeconds, runsOf(config)),
        usd: scaled(usd, runsOf(config)),
        basis: `estimate of ${basis.n} observations, ${words}`,
      };
    } catch (error) {
      if (error instanceof GeosBenchError) return unpredicted(error.message);
      throw error;
    }
  };
}
