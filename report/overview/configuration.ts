import { caveatColumns, caveatsOf, type Caveat } from "../../contract/caveat.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { armOfRuns } from "../compare/arm-of-runs.ts";
import { distinctRows, groupRows } from "../index/group-rows.ts";
import { reservationColumns, reservationsOfRun, retractionFinder } from "../index/run-reservations.ts";
import { runMetrics } from "../compare/arm-figures.ts";
import type { Cpmip } from "../compare/cpmip.ts";
import { instanceValues } from "../compare/instance-values.ts";
import type { Retraction } from "../read/retractions.ts";
import { paired, tInterval } from "../statistics/mean-difference.ts";
import { median } from "../statistics/median.ts";
import { completedRuns, medianRun } from "./median-run.ts";
import { phaseBars, type PhaseBars } from "./phase-bars.ts";
import type { OverviewRun } from "./overview-run.ts";

/** A figure over instances: each counts once, by the median of its runs. */
export interface Figure {
  /** Geometric mean over the instances. */
  readonly value: number;
  /** 95 %; needs three instances. */
  readonly interval: Observed<readonly [low: number, high: number]>;
  /** Instances. */
  readonly n: number;
}

/** One way in which a subject was run: an instance type with a number of threads and a build. */
export interface Configuration {
  readonly label: string;
  /** The instance type as observed; otherwise that it is not known, and what was asked for. */
  readonly machine: string;
  readonly threads: number;
  readonly build: string | null;
  /** Timed runs, retracted ones left out. */
  readonly runs: readonly OverviewRun[];
  readonly secondsPerSimulatedDay: Observed<Figure>;
  readonly usdPerHour: Observed<number>;
  readonly usdPerSimulatedDay: Observed<Figure>;
  readonly metrics: Observed<Cpmip>;
  /** Of the run with the median wall time. */
  readonly phases: Observed<PhaseBars>;
  /** Part of the requested vCPUs' time that was used, and of the requested memory; medians, 1 for all of it. */
  readonly cpuUsed: Observed<number>;
  readonly memoryUsed: Observed<number>;
  readonly caveats: readonly Caveat[];
  /** Why it may not be ranked; empty where it may. */
  readonly reservations: readonly string[];
  readonly leftOut: readonly { readonly result: string; readonly reason: string }[];
}

/** The columns that tell configurations apart. */
const groupColumns = ["threads", "build", "image", "compiler", ...reservationColumns] as const;

/** The configurations of one subject, those that may be ranked first, fastest first. */
export function configurations(
  runs: readonly OverviewRun[],
  retractions: readonly Retraction[],
  prices: PriceBook,
): Configuration[] {
  const groups = groupRows(runs, groupColumns, (run) =>
    // Runs that may not be ranked stand apart: they must not keep the others from it.
    JSON.stringify([machineOf(run), run.threads, run.build, run.image, run.compiler, reservationsOfRun(run)]),
  );
  const all = [...groups.values()].map((group) => configuration(group, retractions, prices));
  const alike = Map.groupBy(all, ({ label, caveats }) => JSON.stringify([label, caveats]));
  return all
    .map((of) => {
      const same = alike.get(JSON.stringify([of.label, of.caveats])) ?? [];
      return same.length > 1 ? { ...of, label: `${of.label}, variant ${same.indexOf(of) + 1}` } : of;
    })
    .sort((a, b) => rank(a) - rank(b) || seconds(a) - seconds(b) || (a.label < b.label ? -1 : 1));
}

const rank = ({ reservations }: Configuration): number => Math.min(reservations.length, 1);
const seconds = ({ secondsPerSimulatedDay: of }: Configuration): number => of.value?.value ?? Infinity;
/** What was asked for is no observation: a figure must not pass for the type's. */
export const machineOf = ({ instance_type: observed, claimed_instance_type: claimed }: OverviewRun): string =>
  observed ?? `unknown machine (asked for ${claimed})`;

function configuration(
  group: readonly OverviewRun[],
  retractions: readonly Retraction[],
  prices: PriceBook,
): Configuration {
  const [first] = group as readonly [OverviewRun, ...OverviewRun[]];
  const arm = armOfRuns("", group, "wall", retractions);
  const retractionOf = retractionFinder(retractions);
  const runs = group.filter((run) => retractionOf(run) === undefined);
  const values = instanceValues(arm);
  const days = first.simulated_days;
  const perDay =
    days === null
      ? unknownBecause("how long the simulated time was is not known")
      : figure(values.map(({ logMedian }) => logMedian - Math.log(days)));
  // As every comparison has them, so that the two never say different things of the same runs.
  const { usdPerHour, metrics } = runMetrics(runs, prices);
  const middle = medianRun(runs);
  return {
    label: [machineOf(first), `${first.threads} threads`, first.build ?? "build not observed"].join(", "),
    machine: machineOf(first),
    threads: first.threads,
    build: first.build,
    runs,
    secondsPerSimulatedDay: perDay,
    usdPerHour,
    usdPerSimulatedDay: scaled(perDay, usdPerHour),
    metrics,
    phases:
      middle?.phases && middle.wall_s
        ? { value: phaseBars(middle.phases, middle.wall_s) }
        : unknownBecause("no timed run completed"),
    cpuUsed: middleOf(runs, "CPU time", (run) =>
      run.user_cpu_s === null || run.system_cpu_s === null || run.wall_s === null
        ? null
        : (run.user_cpu_s + run.system_cpu_s) / (run.wall_s * run.vcpus),
    ),
    memoryUsed: middleOf(runs, "peak memory", (run) =>
      run.peak_memory_mib === null || run.memory_mib === null ? null : run.peak_memory_mib / run.memory_mib,
    ),
    caveats: [...new Set(distinctRows(runs, caveatColumns).flatMap(caveatsOf))],
    reservations: [
      ...new Set(
        arm.instances.flatMap((of) => of.reservations.map(({ kind, reason }) => `${kind}: ${reason}`)),
      ),
      ...(values.length === 0 ? ["no timed run completed"] : []),
    ],
    leftOut: arm.leftOut,
  };
}

function figure(logs: readonly number[]): Observed<Figure> {
  if (logs.length === 0) return unknownBecause("no timed run completed");
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return {
    value: {
      value: Math.exp(mean),
      interval:
        logs.length < 3
          ? unknownBecause(`n = ${logs.length}: an interval needs 3 instances`)
          : { value: exponents(tInterval(paired(logs), 0.95)) },
      n: logs.length,
    },
  };
}

const exponents = ([low, high]: readonly [number, number]): [number, number] => [
  Math.exp(low),
  Math.exp(high),
];

/** Dollars for seconds at a price per hour. */
function scaled(of: Observed<Figure>, usdPerHour: Observed<number>): Observed<Figure> {
  if (usdPerHour.value === null) return usdPerHour;
  if (of.value === null) return of;
  const usdPerSecond = usdPerHour.value / 3600;
  const { value, interval, n } = of.value;
  return {
    value: {
      value: value * usdPerSecond,
      interval:
        interval.value === null
          ? interval
          : { value: [interval.value[0] * usdPerSecond, interval.value[1] * usdPerSecond] },
      n,
    },
  };
}

function middleOf(
  runs: readonly OverviewRun[],
  what: string,
  of: (run: OverviewRun) => number | null,
): Observed<number> {
  const values = completedRuns(runs)
    .map(of)
    .filter((value) => value !== null);
  return values.length === 0 ? unknownBecause(`${what} was not observed`) : { value: median(values) };
}
