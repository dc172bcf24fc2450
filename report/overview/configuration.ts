import { caveats as allCaveats, type Caveat } from "../../contract/caveat.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { metricsOf } from "../compare/arm-figures.ts";
import type { Cpmip } from "../compare/cpmip.ts";
import type { Subject } from "../compare/subject.ts";
import { onePrice } from "../cost/price-of-runs.ts";
import { paired, tInterval } from "../statistics/mean-difference.ts";
import { median, middleOfSorted } from "../statistics/median.ts";
import { sortedTogether } from "../statistics/sorted-together.ts";
import { shownSurroundings, type ConfigurationPart, type ShownSurroundings } from "./configuration-part.ts";
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
  /** Timed runs and results without one, retracted ones left out. */
  readonly runCount: number;
  /** They themselves, where they are at hand: a site of many has them in its files. */
  readonly runs?: readonly OverviewRun[];
  /** Of the completed runs, the shortest first; s. */
  readonly wallTimes: readonly number[];
  readonly secondsPerSimulatedDay: Observed<Figure>;
  readonly usdPerHour: Observed<number>;
  readonly usdPerSimulatedDay: Observed<Figure>;
  readonly metrics: Observed<Cpmip>;
  /** Of the run with the median wall time. */
  readonly phases: Observed<PhaseBars>;
  /** Part of the requested vCPUs' time that was used, and of the requested memory; medians, 1 for all of it. */
  readonly cpuUsed: Observed<number>;
  readonly memoryUsed: Observed<number>;
  /** Who ran it: how many, and the first three of them. */
  readonly instances: { readonly count: number; readonly first: readonly (string | null)[] };
  /** What surrounded the runs: several values where it differed. */
  readonly surroundings: ShownSurroundings;
  readonly caveats: readonly Caveat[];
  /** Why it may not be ranked; empty where it may. */
  readonly reservations: readonly string[];
  readonly leftOut: readonly { readonly result: string; readonly reason: string }[];
}

/** A result, by its number in a part of the runs, by its number among the parts. */
export interface ResultAt {
  readonly part: number;
  readonly result: number;
}

/** A configuration that still lacks what only the rows of one of its runs say: {@link withPhases} adds it. */
export interface ConfigurationDraft {
  readonly subject: Subject;
  readonly key: string;
  readonly made: Omit<Configuration, "phases">;
  /** The completed run with the median wall time, the faster of two in the middle. */
  readonly middle: (ResultAt & { readonly wallSeconds: number }) | null;
}

/** What the parts of one configuration come to; `at`: which of all parts each is of. */
export function configurationOf(
  parts: readonly { readonly of: ConfigurationPart; readonly at: number }[],
): ConfigurationDraft {
  const all = parts.map(({ of }) => of);
  const [first] = all as [ConfigurationPart, ...ConfigurationPart[]];
  const wallTimes = sortedTogether(all.map(({ walls }) => walls));
  const logs = instanceLogs(all);
  const days = first.simulatedDays;
  const simulatedDays = days === null ? unknownBecause("not observed") : { value: days };
  const perDay =
    days === null
      ? unknownBecause("how long the simulated time was is not known")
      : figure(logs.map((log) => log - Math.log(days)));
  const usdPerHour = onePrice(all.flatMap(({ prices }) => prices));
  const ids = new Set(all.flatMap(({ instanceIds }) => instanceIds));
  return {
    subject: first.subject,
    key: first.key,
    middle: middleRun(parts, wallTimes),
    made: {
      label: first.label,
      machine: first.machine,
      threads: first.threads,
      build: first.build,
      runCount: all.reduce((sum, { runs }) => sum + runs, 0),
      wallTimes: Array.from(wallTimes),
      secondsPerSimulatedDay: perDay,
      usdPerHour,
      usdPerSimulatedDay: scaled(perDay, usdPerHour),
      // As every comparison has them, so that the two never say different things of the same runs.
      metrics: metricsOf({
        wallSeconds:
          logs.length === 0
            ? unknownBecause("no run completed")
            : all.some(({ hasUntimed }) => hasUntimed)
              ? unknownBecause("a run has no such time")
              : { value: Math.exp(meanOf(logs)) },
        simulatedDays,
        submittedToEndSeconds: submittedToEnd(all),
        instanceType:
          first.instanceType === null ? unknownBecause("not observed") : { value: first.instanceType },
        usdPerHour,
      }),
      cpuUsed: middleOf(
        all.map(({ cpuUsed }) => cpuUsed),
        "CPU time",
      ),
      memoryUsed: middleOf(
        all.map(({ memoryUsed }) => memoryUsed),
        "peak memory",
      ),
      instances: { count: ids.size, first: [...ids].slice(0, 3) },
      surroundings: Object.fromEntries(
        shownSurroundings.map((name) => [name, [...new Set(all.flatMap((of) => of.surroundings[name]))]]),
      ) as unknown as ShownSurroundings,
      caveats: inOrder(all.flatMap(({ caveats }) => caveats)),
      reservations: [
        ...new Set(all.flatMap(({ reservations, runs }) => (runs > 0 ? reservations : []))),
        ...(logs.length === 0 ? ["no timed run completed"] : []),
      ],
      leftOut: all.flatMap(({ leftOut }) => leftOut),
    },
  };
}

/** The whole configuration; `runs`: the rows of the result with the run in the middle. */
export function withPhases(
  { made, middle }: Pick<ConfigurationDraft, "made" | "middle">,
  runsOf: (at: ResultAt) => readonly OverviewRun[],
): Configuration {
  const run =
    middle && runsOf(middle).find((of) => of.run_outcome === "completed" && of.wall_s === middle.wallSeconds);
  return {
    ...made,
    phases:
      run?.phases && run.wall_s
        ? { value: phaseBars(run.phases, run.wall_s) }
        : unknownBecause("no timed run completed"),
  };
}

/** Those of one subject in their order: those that may be ranked first, fastest first. */
export function ordered(drafts: readonly ConfigurationDraft[]): ConfigurationDraft[] {
  // By what tells them apart, so that a name stays whatever comes later.
  const all = drafts.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const nameOf = ({ made: { label, caveats } }: ConfigurationDraft) => JSON.stringify([label, caveats]);
  const alike = Map.groupBy(all, nameOf);
  return all
    .map((of) => {
      const same = alike.get(nameOf(of)) ?? [];
      const label = `${of.made.label}, variant ${same.indexOf(of) + 1}`;
      return same.length > 1 ? { ...of, made: { ...of.made, label } } : of;
    })
    .sort(
      ({ made: a }, { made: b }) =>
        rank(a) - rank(b) || seconds(a) - seconds(b) || (a.label < b.label ? -1 : 1),
    );
}

type Made = ConfigurationDraft["made"];

const rank = ({ reservations }: Made): number => Math.min(reservations.length, 1);
const seconds = ({ secondsPerSimulatedDay: of }: Made): number => of.value?.value ?? Infinity;

const inOrder = (found: readonly Caveat[]): Caveat[] => allCaveats.filter((caveat) => found.includes(caveat));

/** The logarithms of each instance's median wall time, in the order in which they are first met. */
function instanceLogs(parts: readonly ConfigurationPart[]): number[] {
  const instances = new Set(parts.flatMap((of) => of.instances));
  const isEachOnce = instances.size === parts.reduce((sum, of) => sum + of.instances.length, 0);
  const logs = isEachOnce ? parts.flatMap(({ logMedians }) => [...logMedians]) : logsOfInstances(parts);
  return logs.filter((log) => !Number.isNaN(log));
}

/** The same where instances are met again. */
function logsOfInstances(parts: readonly ConfigurationPart[]): number[] {
  const numbers = new Map<string, number>();
  const logs: number[] = [];
  /** Values of instances that are met again, of which there are few. */
  const values = new Map<number, number[]>();
  const places: { readonly part: ConfigurationPart; readonly begin: number; readonly end: number }[] = [];
  for (const part of parts) {
    let begin = 0;
    for (const [index, instance] of part.instances.entries()) {
      const end = begin + (part.counts[index] ?? 0);
      const number = numbers.get(instance);
      if (number === undefined) {
        numbers.set(instance, logs.length);
        logs.push(part.logMedians[index] ?? Number.NaN);
        places.push({ part, begin, end });
      } else {
        const first = places[number] as (typeof places)[number];
        const all = values.get(number) ?? Array.from(first.part.walls.subarray(first.begin, first.end));
        for (const value of part.walls.subarray(begin, end)) all.push(value);
        values.set(number, all);
      }
      begin = end;
    }
  }
  for (const [number, all] of values) logs[number] = Math.log(median(all));
  return logs;
}

/** Where the run is that has the median wall time: of several with the same, the first. */
function middleRun(
  parts: readonly { readonly of: ConfigurationPart; readonly at: number }[],
  wallTimes: Float64Array,
): ConfigurationDraft["middle"] {
  const wallSeconds = wallTimes[Math.floor((wallTimes.length - 1) / 2)];
  if (wallSeconds === undefined) return null;
  for (const { of, at } of parts) {
    let index = of.walls.indexOf(wallSeconds);
    if (index < 0) continue;
    const position = of.counts.findIndex((count) => (index -= count) < 0);
    return { part: at, result: of.results[position] ?? 0, wallSeconds };
  }
  return null;
}

function submittedToEnd(parts: readonly ConfigurationPart[]): Observed<number> {
  const times = sortedTogether(parts.map(({ submittedToEnd: { seconds: of } }) => of));
  const unknown = parts.reduce((sum, of) => sum + of.submittedToEnd.unknown, 0);
  const why = parts.find((of) => of.submittedToEnd.unknown > 0)?.submittedToEnd.why;
  if (times.length + unknown === 0) return unknownBecause("no run completed");
  if (unknown > 0) return unknownBecause(`${unknown} of ${times.length + unknown} jobs: ${why}`);
  return { value: middleOfSorted(times) };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function figure(logs: readonly number[]): Observed<Figure> {
  if (logs.length === 0) return unknownBecause("no timed run completed");
  return {
    value: {
      value: Math.exp(meanOf(logs)),
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

function middleOf(parts: readonly Float64Array[], what: string): Observed<number> {
  const values = sortedTogether(parts);
  return values.length === 0 ? unknownBecause(`${what} was not observed`) : { value: middleOfSorted(values) };
}
