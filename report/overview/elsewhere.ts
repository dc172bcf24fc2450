import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { configName } from "../../contract/model-log/model-names.ts";
import type { PublishedTiming } from "../../contract/published/timing-record.ts";
import { retractionFinder, retractionText } from "../index/run-reservations.ts";
import type { Retraction } from "../read/retractions.ts";
import type { RunColumn, StoredRow } from "../index/run-columns.ts";
import { phaseBars, type PhaseBars } from "./phase-bars.ts";
import type { Subject } from "../compare/subject.ts";

/** What of an imported run's row is shown. */
export const elsewhereColumns = [
  "path",
  "benchmark_id",
  "job_id",
  "attempt",
  "outcome",
  "valid",
  "simulation",
  "resolution",
  "levels",
  "domain",
  "version",
  "compiler",
  "simulated_days",
  "wall_s",
  "phases",
  "claimed_machine",
  "claimed_cores",
  "claimed_usd_per_hour",
  "note",
] as const satisfies readonly RunColumn[];

export type ImportedRow = Pick<StoredRow, (typeof elsewhereColumns)[number]>;

/** A run of GEOS-Chem Classic that happened elsewhere: shown beside what was measured, and never ranked against it. */
export interface ElsewhereRun {
  /** A stored result's path, or the id of a published one. */
  readonly id: string;
  readonly label: string;
  /** What it is, as every picture and table marks it. */
  readonly caveats: readonly ["imported" | "published"];
  /** A stored result's path, or an address. */
  readonly source: string;
  readonly simulation: string;
  readonly resolution: string;
  readonly levels: number | null;
  /** As somebody says. */
  readonly machine: string | null;
  /** "8 cores", "16 threads", "24 slots": as its source has it. */
  readonly parallel: string | null;
  readonly version: string | null;
  readonly compiler: string | null;
  readonly note: string | null;
  readonly simulatedDays: number | null;
  readonly secondsPerSimulatedDay: Observed<number>;
  /** At the price that was claimed; nobody claims one for a published run. */
  readonly usdPerSimulatedDay: Observed<number>;
  readonly phases: Observed<PhaseBars>;
}

const notKnown = "not known";

/** The runs from elsewhere that may be shown, and those of the places that are not, with the reason. */
export function runsFromElsewhere(
  imported: readonly ImportedRow[],
  published: readonly PublishedTiming[],
  retractions: readonly Retraction[],
): {
  readonly runs: ElsewhereRun[];
  readonly leftOut: { readonly place: string; readonly reason: string }[];
} {
  const retractionOf = retractionFinder(retractions);
  const objectionTo = (row: ImportedRow): string | null => {
    const retraction = retractionOf(row);
    if (retraction) return retractionText(retraction);
    return row.valid ? null : `imported: ${row.outcome}`;
  };
  return {
    runs: [
      ...imported.filter((row) => objectionTo(row) === null).map(importedRun),
      ...published.filter(({ model }) => model === "GEOS-Chem Classic").map(publishedRun),
    ],
    leftOut: imported.flatMap((row) => {
      const reason = objectionTo(row);
      return reason === null ? [] : [{ place: row.path, reason }];
    }),
  };
}

/** A completed imported run, from its row of the index. */
function importedRun(row: ImportedRow): ElsewhereRun {
  const perDay = secondsPerDay(row.wall_s, row.simulated_days);
  const usdPerHour = row.claimed_usd_per_hour;
  const parallel = row.claimed_cores === null ? null : `${row.claimed_cores} cores`;
  return {
    id: row.path,
    label: labelOf(`${row.benchmark_id} ${row.job_id.replace("import-", "").slice(0, 8)}`, {
      machine: row.claimed_machine,
      parallel,
    }),
    caveats: ["imported"],
    source: row.path,
    simulation: row.simulation ?? notKnown,
    resolution: gridOf(row.resolution ?? notKnown, row.domain === "nested"),
    levels: row.levels,
    machine: row.claimed_machine,
    parallel,
    version: row.version,
    compiler: row.compiler,
    note: row.note,
    simulatedDays: row.simulated_days,
    secondsPerSimulatedDay: perDay,
    usdPerSimulatedDay:
      usdPerHour === null
        ? unknownBecause("nobody said what its machine costs")
        : perDay.value === null
          ? perDay
          : { value: (perDay.value / 3600) * usdPerHour },
    phases: phasesOf(row.phases, row.wall_s),
  };
}

const parallelNames = { stated: "threads", "cores stated": "cores", "slots requested": "slots" } as const;

/** A published run time. */
function publishedRun(row: PublishedTiming): ElsewhereRun {
  const parallel =
    row.threads === null || row.threads_from === null
      ? null
      : `${row.threads} ${parallelNames[row.threads_from]}`;
  const timers = Object.entries(row.timers_s).map(([name, seconds]) => ({ name, wall_s: seconds }));
  return {
    id: row.id,
    label: labelOf(row.id, { machine: row.machine, parallel }),
    caveats: ["published"],
    source: row.source,
    simulation: configName(row.simulation),
    resolution: row.resolution ?? notKnown,
    levels: row.levels,
    machine: row.machine,
    parallel,
    version: row.version,
    compiler: null,
    note: row.note,
    simulatedDays: row.simulated_days,
    secondsPerSimulatedDay: secondsPerDay(row.wall_s, row.simulated_days),
    usdPerSimulatedDay: unknownBecause("what its machine cost was not reported"),
    phases: phasesOf(timers.length === 0 ? null : JSON.stringify(timers), row.wall_s),
  };
}

/** Whether a run from elsewhere is of the same thing as a subject, whatever its length. */
export const isOfSubject = (run: ElsewhereRun, subject: Subject): boolean => {
  const own = subjectOfElsewhere(run);
  return (["engine", "simulation", "resolution", "levels"] as const).every(
    (part) => JSON.stringify(own[part]) === JSON.stringify(subject[part]),
  );
};

/** What a run from elsewhere computed, its length aside; only imported ones make a subject of their own. */
export const subjectOfElsewhere = ({ simulation, resolution, levels }: ElsewhereRun): Subject => ({
  engine: ["geos-chem-classic"],
  simulation: [simulation],
  resolution: [resolution],
  levels: levels === null ? [] : [String(levels)],
  "simulated days": [],
  tracers: ["none"],
  mechanism: ["default"],
});

/** Such a subject in one line. */
export const elsewhereText = ({ simulation, resolution, levels }: ElsewhereRun): string =>
  `${simulation} at ${resolution}, ${levels === null ? "levels not known" : `${levels} levels`}, ` +
  `GEOS-Chem Classic, from elsewhere alone`;

const gridOf = (resolution: string, isNested: boolean): string =>
  isNested ? `${resolution} nested` : resolution;

const labelOf = (
  id: string,
  { machine, parallel }: { readonly machine: string | null; readonly parallel: string | null },
): string => [id, machine ?? "machine not stated", ...(parallel === null ? [] : [parallel])].join(", ");

function secondsPerDay(wall: number | null, days: number | null): Observed<number> {
  if (wall === null) return unknownBecause("its wall time is not known");
  return days === null
    ? unknownBecause("how long the simulated time was is not known")
    : { value: wall / days };
}

const phasesOf = (phases: string | null, wall: number | null): Observed<PhaseBars> =>
  phases === null || phases === "[]" || wall === null
    ? unknownBecause("it has no timers, or no wall time")
    : { value: phaseBars(phases, wall) };
