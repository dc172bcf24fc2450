import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { Suite } from "../../contract/suite.ts";
import { orderJobs, type OrderedJob } from "./order-jobs.ts";
import { planContrasts, type FamilyInputs, type PlannedFamily } from "./plan-contrasts.ts";
import type { Predict, Prediction } from "./predict.ts";

export interface PlanOptions {
  readonly seed: number;
  /** Instead of the suite's. */
  readonly replicates?: number | undefined;
  /** Whether all jobs run on one machine, and so on one instance. @default false */
  readonly onOneMachine?: boolean | undefined;
  /** Only the benchmarks that this holds for. */
  readonly only?: Selected | undefined;
  readonly predict: Predict;
  readonly variationOf: FamilyInputs["variationOf"];
}

interface PlannedBenchmark extends Prediction {
  readonly config: BenchmarkConfig;
}

/** What is submitted, in which order, and what may be expected of it. */
export interface SuitePlan {
  readonly suite: string;
  readonly seed: number;
  readonly replicates: number;
  readonly onOneMachine: boolean;
  readonly benchmarks: readonly PlannedBenchmark[];
  readonly jobs: readonly OrderedJob[];
  /** Of all jobs, one after another; `null` where one is not known. */
  readonly total: { readonly seconds: Observed<number>; readonly usd: Observed<number> };
  readonly family: PlannedFamily;
}

type Selected = (config: BenchmarkConfig) => boolean;

/** Throws {@link GeosBenchError} `bad-option` where nothing is left. */
export function selectBenchmarks({ name, benchmarks, tags }: Suite, only: Selected): BenchmarkConfig[] {
  const left = benchmarks.filter(only);
  if (left.length > 0) return left;
  const known = [...new Set([...tags.values()].flat())];
  throw new GeosBenchError(`Of ${name} nothing is left to run.`, {
    code: "bad-option",
    hint: `Its tags: ${known.join(", ") || "none"}. Its benchmarks: ${benchmarks.map(({ id }) => id).join(", ")}.`,
  });
}

/** Throws {@link GeosBenchError} `bad-option` where nothing is left to plan. */
export function planSuite(suite: Suite, options: PlanOptions): SuitePlan {
  const { seed, replicates = suite.replicates, only = () => true, onOneMachine = false } = options;
  const { predict, variationOf } = options;
  const configs = selectBenchmarks(suite, only);
  const benchmarks = configs.map((config) => ({ config, ...predict(config) }));
  const ids = configs.map(({ id }) => id);
  const total = (of: "seconds" | "usd"): Observed<number> => sumOf(benchmarks, of, replicates);
  return {
    suite: suite.name,
    seed,
    replicates,
    onOneMachine,
    benchmarks,
    jobs: orderJobs(ids, replicates, seed),
    total: { seconds: total("seconds"), usd: total("usd") },
    family: planContrasts({
      contrasts: suite.primary_contrasts,
      planned: new Set(ids),
      instances: onOneMachine ? 1 : replicates,
      canGrow: !onOneMachine,
      variationOf,
    }),
  };
}

function sumOf(
  benchmarks: readonly PlannedBenchmark[],
  name: "seconds" | "usd",
  replicates: number,
): Observed<number> {
  let sum = 0;
  const unknown = new Map<string, string>();
  for (const { config, [name]: figure } of benchmarks) {
    if (figure.value === null) unknown.set(config.id, figure.reason);
    else sum += figure.value.value * replicates;
  }
  const [first] = unknown;
  if (!first) return { value: sum };
  return unknownBecause(
    `not predicted: ${unknown.size} of ${benchmarks.length} benchmarks (${first[0]}: ${first[1]})`,
  );
}

/** Throws {@link GeosBenchError} `over-budget` unless a plan is known to cost at most so many US dollars. */
export function requireBudget({ suite, total }: SuitePlan, budgetUsd: number): void {
  const { usd } = total;
  if (usd.value !== null && usd.value <= budgetUsd) return;
  const what =
    usd.value === null
      ? `cannot be held against a budget: ${usd.reason}.`
      : `costs about $${usd.value.toFixed(2)}; the budget is $${budgetUsd.toFixed(2)}.`;
  throw new GeosBenchError(`The plan of ${suite} ${what} Nothing is submitted.`, {
    code: "over-budget",
    hint: "Fewer replicates (--replicates) or benchmarks (--tag) cost less; gcbench plan shows each.",
  });
}
