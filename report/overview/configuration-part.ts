import { caveatColumns, caveatsOf, type Caveat } from "../../contract/caveat.ts";
import type { Observed } from "../../contract/observed.ts";
import type { PriceBook } from "../../contract/prices/price-book.ts";
import { surroundingKeys } from "../compare/arm.ts";
import { armOfRuns, surroundingsOf } from "../compare/arm-of-runs.ts";
import { describeInstance, positive } from "../compare/instance-values.ts";
import { submittedToEndPerRun } from "../compare/job-times.ts";
import { subjectColumns, subjectOf, type Subject } from "../compare/subject.ts";
import { distinctPrices } from "../cost/price-of-runs.ts";
import { distinctRows, groupRows } from "../index/group-rows.ts";
import { reservationColumns, reservationsOfRun, retractionFinder } from "../index/run-reservations.ts";
import type { Retraction } from "../read/retractions.ts";
import { median } from "../statistics/median.ts";
import { completedRuns } from "./median-run.ts";
import type { OverviewRun } from "./overview-run.ts";

/** What of the runs' surroundings is shown beside the number of instances. */
export const shownSurroundings = [...surroundingKeys, "availability_zone", "purchase_option"] as const;

export type ShownSurroundings = Readonly<
  Record<(typeof shownSurroundings)[number], readonly (string | null)[]>
>;

/**
 * What some runs of one configuration add to it. Parts are made once of runs, kept without them, and put together by
 * `configurationOf`: numbers stand in typed arrays, since a site has hundreds of thousands. Retracted runs are in none.
 */
export interface ConfigurationPart {
  /** Parts with the same subject and key are of one configuration. */
  readonly subject: Subject;
  readonly key: string;
  readonly label: string;
  /** The instance type as observed; otherwise that it is not known, and what was asked for. */
  readonly machine: string;
  readonly instanceType: string | null;
  readonly threads: number;
  readonly build: string | null;
  readonly simulatedDays: number | null;
  /** Why its runs may not be ranked: the same of all. */
  readonly reservations: readonly string[];
  /** Rows: timed runs, and results without one. */
  readonly runs: number;
  /** For each result, by its number among all results of the part: who ran it, and how many values it has. */
  readonly results: Uint32Array;
  readonly instances: readonly string[];
  readonly instanceIds: readonly (string | null)[];
  readonly counts: Uint32Array;
  /** The logarithm of the median of its values; none: `NaN`. */
  readonly logMedians: Float64Array;
  /** Wall times of the completed runs, result by result, s. */
  readonly walls: Float64Array;
  /** Of the completed runs that say it: part of the vCPUs' time that was used, and of the requested memory. */
  readonly cpuUsed: Float64Array;
  readonly memoryUsed: Float64Array;
  /** Whether a run completed without a wall time. */
  readonly hasUntimed: boolean;
  /** Of each job with completed runs: from its submission to its end, for each run, s; and of how many it is not known. */
  readonly submittedToEnd: { readonly seconds: Float64Array; readonly unknown: number; readonly why: string };
  /** Dollars per hour; two at most: several are as good as many. */
  readonly prices: readonly Observed<number>[];
  readonly caveats: readonly Caveat[];
  readonly surroundings: ShownSurroundings;
  readonly leftOut: readonly { readonly result: string; readonly reason: string }[];
}

/** The columns that tell configurations of one subject apart. */
const groupColumns = ["threads", "build", "image", "compiler", ...reservationColumns] as const;

/** What was asked for is no observation: a figure must not pass for the type's. */
export const machineOf = ({
  instance_type: observed,
  claimed_instance_type: claimed,
}: {
  readonly instance_type: string | null;
  readonly claimed_instance_type: string | null;
}): string => observed ?? `unknown machine (asked for ${claimed})`;

const keyOf = (run: OverviewRun): string =>
  // Runs that may not be ranked stand apart: they must not keep the others from it.
  JSON.stringify([machineOf(run), run.threads, run.build, run.image, run.compiler, reservationsOfRun(run)]);

/** The rows of each configuration of each subject. */
export function configurationRows(
  runs: readonly OverviewRun[],
): { readonly subject: Subject; readonly key: string; readonly rows: readonly OverviewRun[] }[] {
  const subjects = groupRows(runs, subjectColumns, (run) => JSON.stringify(subjectOf([run])));
  return [...subjects.values()].flatMap((ofSubject) => {
    const subject = subjectOf(ofSubject);
    return Array.from(groupRows(ofSubject, groupColumns, keyOf), ([key, rows]) => ({ subject, key, rows }));
  });
}

/** The parts of runs; `numberOf`: of a result among those of all runs, by its path. */
export function configurationParts(
  runs: readonly OverviewRun[],
  numberOf: (path: string) => number,
  retractions: readonly Retraction[],
  prices: PriceBook,
): ConfigurationPart[] {
  const retractionOf = retractionFinder(retractions);
  return configurationRows(runs).map(({ subject, key, rows }): ConfigurationPart => {
    const [first] = rows as readonly [OverviewRun, ...OverviewRun[]];
    const arm = armOfRuns("", rows, "wall", retractions);
    const kept = rows.filter((run) => retractionOf(run) === undefined);
    const byResult = [...Map.groupBy(kept, ({ path }) => path)];
    const completed = kept.filter(({ run_outcome: outcome }) => outcome === "completed");
    const timed = completedRuns(kept);
    const jobs = Array.from(Map.groupBy(completed, ({ path }) => path).values(), submittedToEndPerRun);
    const unknown = jobs.flatMap((of) => (of.value === null ? [of.reason] : []));
    return {
      subject,
      key,
      label: [machineOf(first), `${first.threads} threads`, first.build ?? "build not observed"].join(", "),
      machine: machineOf(first),
      instanceType: first.instance_type,
      threads: first.threads,
      build: first.build,
      simulatedDays: first.simulated_days,
      reservations: reservationsOfRun(first).map(({ kind, reason }) => `${kind}: ${reason}`),
      runs: kept.length,
      results: Uint32Array.from(byResult, ([path]) => numberOf(path)),
      instances: arm.instances.map(({ instance }) => describeInstance(instance)),
      instanceIds: byResult.map(([, [run]]) => run?.instance_id ?? null),
      counts: Uint32Array.from(arm.instances, ({ runs: of }) => of.length),
      logMedians: Float64Array.from(arm.instances, ({ runs: of }) =>
        Math.log(median(of.map(({ value }) => value))),
      ),
      walls: Float64Array.from(
        arm.instances.flatMap(({ runs: of }) => of),
        (run) => positive(run, arm),
      ),
      cpuUsed: known(timed, (run) =>
        run.user_cpu_s === null || run.system_cpu_s === null || run.wall_s === null
          ? null
          : (run.user_cpu_s + run.system_cpu_s) / (run.wall_s * run.vcpus),
      ),
      memoryUsed: known(timed, (run) =>
        run.peak_memory_mib === null || run.memory_mib === null ? null : run.peak_memory_mib / run.memory_mib,
      ),
      hasUntimed: completed.length > timed.length,
      submittedToEnd: {
        seconds: Float64Array.from(jobs.flatMap(({ value }) => (value === null ? [] : [value]))),
        unknown: unknown.length,
        why: unknown[0] ?? "",
      },
      prices: distinctPrices(kept, prices).slice(0, 2),
      caveats: [...new Set(distinctRows(kept, caveatColumns).flatMap(caveatsOf))],
      surroundings: shownSurroundingsOf(kept),
      leftOut: arm.leftOut,
    };
  });
}

function shownSurroundingsOf(runs: readonly OverviewRun[]): ShownSurroundings {
  const shown = runs.map((run): Record<keyof ShownSurroundings, string | null> => ({
    ...surroundingsOf(run),
    availability_zone: run.availability_zone,
    purchase_option: run.purchase_option,
  }));
  const different = shownSurroundings.map(
    (name) => [name, [...new Set(shown.map((of) => of[name]))]] as const,
  );
  return Object.fromEntries(different) as unknown as ShownSurroundings;
}

const known = (runs: readonly OverviewRun[], of: (run: OverviewRun) => number | null): Float64Array =>
  Float64Array.from(runs.map(of).filter((value) => value !== null));
