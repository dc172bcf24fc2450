import { instanceTypes } from "../../contract/instance-types.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { jobCost } from "../cost/job-cost.ts";
import { priceOfRun, priceOfRuns } from "../cost/price-of-runs.ts";
import { distinctRows } from "../index/group-rows.ts";
import { reservationColumns, reservationsOfRun } from "../index/run-reservations.ts";
import type { RunColumn, RunRow } from "../index/run-columns.ts";
import { median } from "../statistics/median.ts";
import { moments } from "../statistics/moments.ts";
import { comparedColumns } from "./arm-of-runs.ts";
import { cpmip, type Cpmip } from "./cpmip.ts";
import { submittedToEndPerRun } from "./job-times.ts";
import { subjectOf, subjectText } from "./subject.ts";

/** What of the index a comparison shows, beside what it judges. */
export const shownColumns = [
  ...comparedColumns,
  "availability_zone",
  "purchase_option",
  "submitted_at",
  "job_started_at",
  "job_stopped_at",
  "vcpus",
  "memory_mib",
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
  /** Of a job, the median: from its container's start to its end, by the part of the instance that it asked for. */
  readonly billableUsdPerJob: Observed<number>;
  /** Why it may not be ranked: each reason once. */
  readonly reservations: readonly string[];
}

const secondsPerDay = 86_400;
const secondsPerHour = 3_600;

const completedOf = (runs: readonly ShownRun[]): ShownRun[] =>
  runs.filter(({ run_outcome: outcome }) => outcome === "completed");

/** What runs achieve for their price. */
function runMetrics(
  runs: readonly ShownRun[],
  prices: PriceBook,
): Pick<ArmFigures, "instanceType" | "wallSeconds" | "usdPerHour" | "metrics"> {
  const completed = completedOf(runs);
  const wallSeconds = typical(completed, ({ wall_s }) => wall_s);
  const instanceType = one(runs, "instance types", ({ instance_type: type }) => type);
  const usdPerHour = priceOfRuns(runs, prices);
  return {
    instanceType,
    wallSeconds,
    usdPerHour,
    metrics: metricsOf({
      wallSeconds,
      simulatedDays: daysOf(completed),
      submittedToEndSeconds: medianOfJobs(completed, submittedToEndPerRun),
      instanceType,
      usdPerHour,
    }),
  };
}

/** The metrics of runs of which these are known. */
export const metricsOf = (of: {
  readonly wallSeconds: Observed<number>;
  readonly simulatedDays: Observed<number>;
  readonly submittedToEndSeconds: Observed<number>;
  readonly instanceType: Observed<string>;
  readonly usdPerHour: Observed<number>;
}): Observed<Cpmip> =>
  both(of.wallSeconds, of.simulatedDays, (wallSeconds, simulatedDays) =>
    cpmip({ ...of, simulatedDays, wallSeconds, physicalCores: coresOf(of.instanceType) }),
  );

const daysOf = (completed: readonly ShownRun[]): Observed<number> =>
  one(completed, "simulated days", ({ simulated_days: of }) => of);

/** The figures of an arm from its runs, retracted ones left out by the caller. */
export function armFigures(label: string, runs: readonly ShownRun[], prices: PriceBook): ArmFigures {
  const completed = completedOf(runs);
  const metrics = runMetrics(runs, prices);
  const mainLoopSeconds = typical(completed, ({ simulated_days: days, main_loop_days_per_day: speed }) =>
    days === null || speed === null ? null : (days * secondsPerDay) / speed,
  );
  const days = daysOf(completed);
  return {
    label,
    subject: subjectText(subjectOf(runs)),
    instances: new Set(completed.map(({ instance_id: id }) => id)).size,
    runs: completed.length,
    ...metrics,
    threads: one(runs, "numbers of threads", ({ threads }) => threads),
    mainLoopSeconds,
    marginalUsdPerSimulatedDay: both(
      metrics.usdPerHour,
      both(mainLoopSeconds, days, (seconds, of) => seconds / of),
      (usd, secondsPerSimulatedDay) => (usd * secondsPerSimulatedDay) / secondsPerHour,
    ),
    billableUsdPerJob: medianOfJobs(runs, (of) => billableOf(of, prices)),
    reservations: [
      ...new Set(
        distinctRows(runs, reservationColumns)
          .flatMap(reservationsOfRun)
          .map(({ kind, reason }) => `${kind}: ${reason}`),
      ),
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
  if (values.length > 1)
    return unknownBecause(`several ${what}: ${values.map((each) => each ?? "not observed").join(", ")}`);
  return value === null ? unknownBecause("not observed") : { value };
}

/** The median of the jobs; null where one of them does not say it. */
function medianOfJobs(
  runs: readonly ShownRun[],
  of: (runsOfJob: readonly [ShownRun, ...ShownRun[]]) => Observed<number>,
): Observed<number> {
  const jobs = Array.from(Map.groupBy(runs, ({ path }) => path).values(), (job) =>
    of(job as [ShownRun, ...ShownRun[]]),
  );
  const unknown = jobs.flatMap((job) => ("reason" in job ? [job.reason] : []));
  if (jobs.length === 0) return unknownBecause("no run completed");
  if (unknown.length > 0) return unknownBecause(`${unknown.length} of ${jobs.length} jobs: ${unknown[0]}`);
  return { value: median(jobs.map(({ value }) => value ?? Number.NaN)) };
}

/** What all attempts of a job cost, by the part of the instance that it asked for. */
function billableOf([job, ...more]: readonly [ShownRun, ...ShownRun[]], prices: PriceBook): Observed<number> {
  // Attempts that stored no result are in no index.
  if (job.attempt > 1) return unknownBecause(`attempt ${job.attempt}: earlier ones are not in the index`);
  if (job.memory_mib === null) return unknownBecause("the memory that it asked for is not in the index");
  const type = instanceTypes.get(job.instance_type ?? "");
  const at = (date: Date | null): Observed<string> =>
    date === null ? unknownBecause("when it ran is not recorded") : { value: date.toISOString() };
  const unneeded = unknownBecause("not asked");
  return jobCost({
    simulatedDays: (job.simulated_days ?? Number.NaN) * (1 + more.length),
    mainLoopSeconds: unneeded,
    stagingSeconds: unneeded,
    requested: { vcpus: job.vcpus, memoryMiB: job.memory_mib },
    instance: type ? { value: type } : unknownBecause("its instance type is not known"),
    attempts: [
      {
        usdPerHour: priceOfRun(job, prices),
        startedAt: at(job.job_started_at),
        stoppedAt: at(job.job_stopped_at),
      },
    ],
    launchedAt: unneeded,
    terminatedAt: unneeded,
  }).billable;
}

function coresOf(type: Observed<string>): Observed<number> {
  if (type.value === null) return unknownBecause(`instance type: ${type.reason}`);
  const known = instanceTypes.get(type.value);
  return known ? { value: known.physicalCores } : unknownBecause(`${type.value} is not in the catalogue`);
}

function both<A, B, Of>(a: Observed<A>, b: Observed<B>, of: (a: A, b: B) => Of): Observed<Of> {
  if (a.value === null) return a as { value: null; reason: string };
  if (b.value === null) return b as { value: null; reason: string };
  return { value: of(a.value, b.value) };
}
