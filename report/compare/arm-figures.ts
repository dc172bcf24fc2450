import { instanceTypes } from "../../contract/instance-types.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { instancePrice } from "../cost/instance-price.ts";
import { reservationsOfRun } from "../index/run-reservations.ts";
import type { RunColumn, RunRow } from "../index/run-columns.ts";
import { median } from "../statistics/median.ts";
import { moments } from "../statistics/moments.ts";
import { comparedColumns } from "./arm-of-runs.ts";
import { cpmip, type Cpmip } from "./cpmip.ts";
import { subjectText } from "./subject.ts";

/** What of the index a comparison shows, beside what it judges. */
export const shownColumns = [
  ...comparedColumns,
  "availability_zone",
  "purchase_option",
  "submitted_at",
  "job_stopped_at",
  "phases",
] as const satisfies readonly RunColumn[];

export type ShownRun = Pick<RunRow, (typeof shownColumns)[number]>;

/** What one arm achieves and costs; nothing of it is a judgement. */
export interface ArmFigures {
  readonly label: string;
  /** What it simulated, in words. */
  readonly subject: string;
  readonly instances: number;
  readonly runs: number;
  /** As observed. */
  readonly instanceType: Observed<string>;
  readonly threads: Observed<number>;
  /** Geometric mean over the instances of the median of their runs. */
  readonly wallSeconds: Observed<number>;
  readonly mainLoopSeconds: Observed<number>;
  readonly usdPerHour: Observed<number>;
  readonly metrics: Observed<Cpmip>;
  /** One more simulated day of a long run: the instance's price over the main loop. */
  readonly marginalUsdPerSimulatedDay: Observed<number>;
  /** Why it may not be ranked: each reason once. */
  readonly reservations: readonly string[];
}

const secondsPerDay = 86_400;
const secondsPerHour = 3_600;

/** The figures of an arm from its runs, retracted ones left out by the caller. */
export function armFigures(label: string, runs: readonly ShownRun[]): ArmFigures {
  const completed = runs.filter(({ run_outcome: outcome }) => outcome === "completed");
  const wallSeconds = typical(completed, ({ wall_s }) => wall_s);
  const mainLoopSeconds = typical(completed, ({ simulated_days: days, main_loop_days_per_day: speed }) =>
    days === null || speed === null ? null : (days * secondsPerDay) / speed,
  );
  const days = one(completed, "simulated days", ({ simulated_days: of }) => of);
  const instanceType = one(runs, "instance types", ({ instance_type: type }) => type);
  const usdPerHour = priceOf(runs);
  return {
    label,
    subject: subjectText(runs),
    instances: new Set(completed.map(({ instance_id: id }) => id)).size,
    runs: completed.length,
    instanceType,
    threads: one(runs, "numbers of threads", ({ threads }) => threads),
    wallSeconds,
    mainLoopSeconds,
    usdPerHour,
    metrics: both(wallSeconds, days, (seconds, simulatedDays) =>
      cpmip({
        simulatedDays,
        wallSeconds: seconds,
        submittedToEndSeconds: submittedToEnd(completed),
        physicalCores: coresOf(instanceType),
        usdPerHour,
      }),
    ),
    marginalUsdPerSimulatedDay: both(
      usdPerHour,
      both(mainLoopSeconds, days, (seconds, of) => seconds / of),
      (usd, secondsPerSimulatedDay) => (usd * secondsPerSimulatedDay) / secondsPerHour,
    ),
    reservations: [
      ...new Set(runs.flatMap(reservationsOfRun).map(({ kind, reason }) => `${kind}: ${reason}`)),
    ],
  };
}

function typical(runs: readonly ShownRun[], secondsOf: (run: ShownRun) => number | null): Observed<number> {
  const byInstance = Map.groupBy(runs, ({ instance_id: id }) => id);
  const medians = Array.from(byInstance.values(), (of) => {
    const known = of.map(secondsOf).filter((value) => value !== null && value > 0);
    return known.length === of.length ? median(known as number[]) : Number.NaN;
  });
  if (medians.length === 0) return unknownBecause("no run completed");
  const mean = moments(medians.map(Math.log)).mean;
  return Number.isNaN(mean) ? unknownBecause("a run has no such time") : { value: Math.exp(mean) };
}

/** What is the same in all runs. */
function one<Value extends string | number>(
  runs: readonly ShownRun[],
  what: string,
  of: (run: ShownRun) => Value | null,
): Observed<Value> {
  const values = [...new Set(runs.map(of))];
  const [value = null] = values;
  if (values.length > 1) return unknownBecause(`several ${what}: ${values.join(", ")}`);
  return value === null ? unknownBecause("not observed") : { value };
}

/** From submission to the end of a job, shared by its timed runs: waiting, stage-in and warm-ups are spread over them. */
function submittedToEnd(runs: readonly ShownRun[]): Observed<number> {
  const jobs = [...Map.groupBy(runs, ({ path }) => path).values()];
  const seconds = jobs.flatMap((of) => {
    const [job] = of as [ShownRun];
    const { submitted_at: from, job_stopped_at: to } = job;
    return from === null || to === null ? [] : [(to.getTime() - from.getTime()) / 1000 / of.length];
  });
  const lacking = jobs.length - seconds.length;
  if (jobs.length === 0) return unknownBecause("no run completed");
  return lacking > 0
    ? unknownBecause(`${lacking} of ${jobs.length} results do not say when their job was submitted and ended`)
    : { value: median(seconds) };
}

function coresOf(type: Observed<string>): Observed<number> {
  if (type.value === null) return unknownBecause(`instance type: ${type.reason}`);
  const known = instanceTypes.get(type.value);
  return known ? { value: known.physicalCores } : unknownBecause(`${type.value} is not in the catalogue`);
}

function priceOf(runs: readonly ShownRun[]): Observed<number> {
  const observed = <Value>(value: Value | null): Observed<Value> =>
    value === null ? unknownBecause("not observed") : { value };
  const prices = runs.map((run) =>
    instancePrice({
      type: observed(run.instance_type),
      availabilityZone: observed(run.availability_zone),
      purchaseOption: observed(run.purchase_option),
    }),
  );
  const unpriced = prices.find(({ value }) => value === null);
  if (unpriced) return unpriced;
  const [price, ...others] = new Set(prices.map(({ value }) => value));
  if (price === undefined || price === null) return unknownBecause("no run completed");
  return others.length > 0 ? unknownBecause("its runs had several prices") : { value: price };
}

function both<A, B, Of>(a: Observed<A>, b: Observed<B>, of: (a: A, b: B) => Of): Observed<Of> {
  if (a.value === null) return a as { value: null; reason: string };
  if (b.value === null) return b as { value: null; reason: string };
  return { value: of(a.value, b.value) };
}
