import { comparedColumns, measures, type MeasureName } from "../compare/arm-of-runs.ts";
import { subjectColumns, subjectOf, subjectText } from "../compare/subject.ts";
import { onceForEach } from "../index/group-rows.ts";
import { reservationsOfRun, retractionFinder, retractionText } from "../index/run-reservations.ts";
import type { ResultRows } from "../index/load-runs.ts";
import type { RunColumn, RunRow } from "../index/run-columns.ts";
import { resultId } from "../read/result-id.ts";
import type { Retraction } from "../read/retractions.ts";
import { median } from "../statistics/median.ts";
import { environmentSharer } from "./environment-sharer.ts";
import { nightOf, type Point, type Series, type SeriesEnvironment } from "./series.ts";
import { splitSeries } from "./split-series.ts";

/** What of the index tracking needs. */
export const trackedColumns = [
  ...comparedColumns,
  "disturbances",
  "suite_sha256",
  "source_revision",
  "version",
] as const satisfies readonly RunColumn[];

type TrackedRun = Pick<RunRow, (typeof trackedColumns)[number]>;

/** What one result adds to its series; `values` are seconds, of its timed runs. */
export interface Observation extends Point {
  readonly series: string;
  readonly values: Iterable<number>;
}

/** A result that is not tracked, and why. */
export interface Untracked {
  readonly result: string;
  readonly reason: string;
}

/** Makes what a result adds to its series of its indexed rows; meant for loadResults. */
export function observationMaker(
  measure: MeasureName,
  retractions: readonly Retraction[],
): (rows: ResultRows<(typeof trackedColumns)[number]>) => Observation | Untracked {
  const retractionOf = retractionFinder(retractions);
  const shared = environmentSharer();
  const environmentIn = onceForEach(environmentColumns, (run) => shared(environmentOf(run as TrackedRun)));
  return (rows) => {
    const [run] = rows;
    const retraction = retractionOf(run);
    if (retraction) return { result: run.path, reason: retractionText(retraction) };
    const [reservation] = reservationsOfRun(run);
    if (reservation) return { result: run.path, reason: `${reservation.kind}: ${reservation.reason}` };
    const values = rows.flatMap((row) => {
      const value = row.run_outcome === "completed" ? measures[measure].seconds(row) : null;
      return value === null || value <= 0 ? [] : [value];
    });
    if (values.length === 0) {
      return { result: run.path, reason: `no completed run has a ${measures[measure].measure.name}` };
    }
    return {
      series: seriesName(run),
      id: resultId(run.job_id, run.attempt),
      at: run.started_at,
      instance: run.instance_id ?? "unknown host",
      revision: run.source_revision ?? run.version,
      environment: environmentIn(run),
      logMedian: Math.log(median(values)),
      isDisturbed: rows.some(({ disturbances }) => Boolean(disturbances)),
      values,
    };
  };
}

function seriesName(run: TrackedRun): string {
  const machine = run.instance_type ?? "a machine whose type is not known";
  return `${run.benchmark_id} on ${machine}, ${run.threads} threads, build ${run.build ?? "unknown"}`;
}

const environmentColumns = [
  "image",
  "compiler",
  "kernel",
  "suite_sha256",
  "proxy",
  ...subjectColumns,
] as const satisfies readonly RunColumn[];

const environmentOf = (run: TrackedRun): SeriesEnvironment => ({
  image: run.image,
  compiler: run.compiler,
  kernel: run.kernel,
  suite: run.suite_sha256,
  config: subjectText(subjectOf([run])),
  proxy: run.proxy,
});

/**
 * Series of what was observed, by name, each split where its environment changed. What one instance says of a benchmark
 * in one night and one environment is one point, however many jobs it ran: they are no more independent than runs.
 */
export function seriesOf(observations: readonly (Observation | Untracked)[]): {
  readonly series: readonly Series[];
  readonly leftOut: readonly Untracked[];
} {
  const leftOut: Untracked[] = [];
  const byName = new Map<string, Map<string, Observation[]>>();
  for (const of of observations) {
    if ("reason" in of) {
      leftOut.push(of);
      continue;
    }
    const byInstance = byName.get(of.series) ?? new Map<string, Observation[]>();
    byName.set(of.series, byInstance);
    const ofInstance = byInstance.get(of.instance);
    if (ofInstance) ofInstance.push(of);
    else byInstance.set(of.instance, [of]);
  }
  const names = [...byName.keys()].sort();
  const pointsOf = (name: string) => Array.from(byName.get(name)?.values() ?? [], pointsOfInstance).flat();
  return { series: names.flatMap((name) => splitSeries(name, pointsOf(name))), leftOut };
}

function pointsOfInstance(observations: readonly Observation[]): Point[] {
  // Nearly all are alone.
  if (observations.length === 1) return [pointOf(observations)];
  const nights = Map.groupBy(observations, ({ at }) => nightOf(at));
  return Array.from(nights.values(), (ofNight) =>
    Array.from(Map.groupBy(ofNight, ({ environment }) => environment).values(), pointOf),
  ).flat();
}

function pointOf(observations: readonly Observation[]): Point {
  const inOrder = observations.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));
  const [{ id, at, instance, logMedian, revision, environment }] = inOrder as [Observation];
  const isDisturbed = inOrder.some((of) => of.isDisturbed);
  if (inOrder.length === 1) return { id, at, instance, logMedian, revision, environment, isDisturbed };
  return {
    id,
    others: inOrder.slice(1).map((of) => of.id),
    at,
    instance,
    logMedian: Math.log(median(observations.flatMap(({ values }) => [...values]))),
    revision,
    environment,
    isDisturbed,
  };
}
