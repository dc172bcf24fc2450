import { dockerArchitecture, type DockerArchitecture } from "../../contract/architecture.ts";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { unknownBecause } from "../../contract/observed.ts";
import type { Suite } from "../../contract/suite.ts";
import type { PriceOf } from "../../report/estimate/estimate.ts";
import { publishedRuns } from "../../report/estimate/published-runs.ts";
import { observedVariation, predictFromHistory, type RunsOn } from "../../report/plan/history.ts";
import { planSuite, type SuitePlan } from "../../report/plan/plan-suite.ts";
import { predictFromEstimate } from "../../report/plan/predict-from-estimate.ts";
import { firstKnown } from "../../report/plan/predict.ts";
import { knownPrices } from "../prices/price-store.ts";
import { historyOf } from "./history-of.ts";

/** What plan and submit have in common. */
export interface PlanSelection {
  readonly seed?: number;
  readonly replicates?: number;
  readonly tag?: readonly string[];
  readonly arch?: DockerArchitecture;
  /** Where history is. */
  readonly results?: readonly string[];
  /** Whose list prices. @default us-east-1 */
  readonly region?: string;
}

/** A plan of a suite, with what earlier results say of it. */
export async function makePlan(suite: Suite, selection: PlanSelection, on: RunsOn): Promise<SuitePlan> {
  const { seed = seedOfToday(), replicates, results, region = "us-east-1" } = selection;
  const prices = await knownPrices();
  const priceOf: PriceOf = (instanceType) => prices.onDemand(instanceType, region);
  const runs = await historyOf(results);
  const configs = new Map(suite.benchmarks.map((config) => [config.id, config]));
  return planSuite(suite, {
    seed,
    replicates,
    onOneMachine: on === "this-machine",
    only: selector(suite, selection),
    predict: firstKnown(predictFromHistory(runs, on, priceOf), predictFromEstimate(publishedRuns(), priceOf)),
    variationOf: (benchmark) => {
      const config = configs.get(benchmark);
      return config ? observedVariation(runs, config) : unknownBecause(`no benchmark ${benchmark}`);
    },
  });
}

/** Which benchmarks are asked for. */
export function selector(suite: Suite, { tag, arch }: PlanSelection): (config: BenchmarkConfig) => boolean {
  return ({ id, hardware }) =>
    (tag === undefined || tag.every((of) => suite.tags.get(id)?.includes(of))) &&
    (arch === undefined || dockerArchitecture(hardware.architecture) === arch);
}

/** Another order every day, and the same for a plan that is looked at and submitted on one day. */
export const seedOfToday = (): number => Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
