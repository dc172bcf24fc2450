import { readFile } from "node:fs/promises";
import path from "node:path";
import { importedRunSchemaVersion, type ImportedRun } from "../../contract/imported-run.ts";
import { explainFailure } from "../../contract/model-failures/explain-failure.ts";
import { instanceTypes } from "../../contract/instance-types.ts";
import { configName, gridName, metFieldName } from "../../contract/model-log/model-names.ts";
import { readTimers, type Timers } from "../../contract/model-log/read-timers.ts";
import { isTopLevel, totalTimer } from "../../contract/model-log/timer-names.ts";
import { unknownBecause, type Observed } from "../../contract/observed.ts";
import { sha256 } from "../../contract/sha256.ts";
import { findEvidence, notARun, type EvidencePaths } from "./find-evidence.ts";
import { readConfig, type RunConfig } from "./read-config.ts";
import { readLog, type LogReading } from "./read-log.ts";

export interface ImportRequest {
  /** A run directory, or a log and timers. */
  readonly given: readonly string[];
  /** Default: by simulation and grid. */
  readonly id: string | undefined;
  readonly claims: Omit<ImportedRun["claims"], "instance_type">;
  readonly at: Date;
  readonly importerVersion: string;
}

export interface ImportReading {
  readonly run: ImportedRun;
  readonly evidence: EvidencePaths;
}

const known = { first: 12, last: 14 };
const noLog = "there is no log";

/**
 * Reads a run of GEOS-Chem Classic (12 to 14) from the files that it left. What they do not say is `null` with the
 * reason. Throws {@link GeosBenchError} `not-a-run` where they are of no such run; writes nothing.
 */
export async function importRun(request: ImportRequest): Promise<ImportReading> {
  const { given, claims, at } = request;
  const evidence = await findEvidence(given);
  const reading = evidence.log === undefined ? undefined : await readLog(evidence.log);
  checkModel(evidence.log, reading);
  const timersText = evidence.timers && (await readFile(evidence.timers, "utf8"));
  const timers = readTimers(timersText, reading?.log.timerTable ?? []);
  if (evidence.timers !== undefined && timers.from !== "gcclassic_timers.json") {
    throw notARun(
      `${evidence.timers} has no timers of GEOS-Chem Classic.`,
      'It has an object "GEOS-Chem Classic timers". Give the log alone where it is of something else.',
    );
  }
  const configText = evidence.config && (await readFile(evidence.config, "utf8"));
  const config = evidence.config && configText ? readConfig(evidence.config, configText) : undefined;
  const notes: string[] = [];
  const said = saidOf(reading, config, evidence, notes);
  const wall = wallOf(reading, timers);
  const model = {
    version: text(reading?.log.version ?? undefined, "the log does not say", reading),
    compiler: text(reading?.log.compiler ?? undefined, "the log does not say", reading),
    ...said.model,
  };
  const run: ImportedRun = {
    schema_version: importedRunSchemaVersion,
    origin: "imported",
    benchmark_id: request.id ?? defaultId(model.simulation.value, model.resolution.value),
    run_id: `import-${sha256([reading?.sha256 ?? "", timersText ? sha256(timersText) : ""].join("\n")).slice(0, 16)}`,
    imported_at: at.toISOString(),
    importer_version: request.importerVersion,
    files: [
      ...(evidence.log && reading
        ? [{ role: "log" as const, name: path.basename(evidence.log), ...bytesOf(reading) }]
        : []),
      ...fileOf("timers", evidence.timers, timersText),
      ...fileOf("config", evidence.config, configText),
    ],
    ...outcomeOf(reading),
    model,
    start: said.start,
    end: said.end,
    simulated_days: said.days,
    wall_s: wall.seconds,
    wall_from: wall.from,
    timers_from: timers.from,
    timers: timers.timers.map(({ name, seconds, fault }) => ({
      name,
      seconds,
      reason: seconds === null ? (fault ?? "it did not run") : null,
      kind: kindOf(name),
    })),
    remainder_s: remainderOf(timers),
    peak_memory_mib:
      reading?.maximumResidentKiB === undefined || reading.maximumResidentKiB <= 0
        ? unknownBecause("no output of /usr/bin/time -v is in the log")
        : { value: reading.maximumResidentKiB / 1024 },
    emulated: unknownBecause("nothing that the run left says so"),
    claims: {
      ...claims,
      instance_type: claims.machine !== null && instanceTypes.has(claims.machine) ? claims.machine : null,
    },
    usd: usdOf(wall.seconds, claims.usd_per_hour),
    notes,
  };
  return { run, evidence };
}

/** Refuses what is no run of Classic 12 to 14. A log that does not name its version is taken. */
function checkModel(file: string | undefined, reading: LogReading | undefined): void {
  if (!reading || file === undefined) return;
  const { log, isGchp } = reading;
  if (isGchp) throw notARun(`${file} is of GCHP.`, "Only runs of GEOS-Chem Classic can be imported.");
  const isModel =
    log.version !== null || log.dates > 0 || log.start !== undefined || log.timerTable.length > 0;
  if (!isModel) {
    throw notARun(
      `${file} has nothing that GEOS-Chem Classic writes: no version, no time step, no timers.`,
      "Give the file that the model's output went to, for example GC.log, not HEMCO.log.",
    );
  }
  const major = Number(/^v?(\d+)\./.exec(log.version ?? "")?.[1] ?? NaN);
  if (major < known.first || major > known.last) {
    throw notARun(
      `${file} is of GEOS-Chem ${log.version ?? ""}; allowed: versions ${known.first} to ${known.last}.`,
      "Timers and log of other versions are not known well enough to be read.",
    );
  }
}

function saidOf(
  reading: LogReading | undefined,
  config: RunConfig | undefined,
  { config: file }: EvidencePaths,
  notes: string[],
) {
  const log = reading?.log;
  const where = file === undefined ? "" : path.basename(file);
  const reason = config ? `neither the log nor ${where} says` : reading ? "the log does not say" : noLog;
  function pick<Value>(
    what: string,
    inLog: Value | undefined,
    inConfig: Value | undefined,
  ): Observed<NonNullable<Value>> {
    const value = inLog ?? inConfig;
    if (value === undefined || value === null) return unknownBecause(reason);
    if (inLog === undefined) notes.push(`${what}: from ${where}, which may have been changed since`);
    return { value };
  }
  const mapped = <From, To>(value: From | undefined, to: (of: From) => To): To | undefined =>
    value === undefined ? undefined : to(value);
  const start = pick("start", log?.start ?? log?.first?.date, config?.start);
  const end =
    log && !log.hasEndBanner && log.last
      ? { value: log.last.date }
      : pick("end", log?.end ?? log?.last?.date, config?.end);
  const days =
    start.value === null || end.value === null
      ? null
      : (end.value.getTime() - start.value.getTime()) / 86_400_000;
  return {
    model: {
      simulation: pick(
        "simulation",
        mapped(log?.simulation, configName),
        mapped(config?.simulation, configName),
      ),
      meteorology: pick(
        "meteorology",
        mapped(log?.metField, metFieldName),
        mapped(config?.meteorology, metFieldName),
      ),
      resolution: pick("resolution", mapped(log?.resolution, gridOf), mapped(config?.resolution, gridOf)),
      levels: pick("levels", log?.levels, config?.levels),
      nested: pick("nested", log?.nested, config?.nested),
    },
    start: asText(start),
    end: asText(end),
    days:
      days === null
        ? unknownBecause("start or end is not known")
        : days > 0
          ? { value: days }
          : unknownBecause("it reached no time after its start"),
  };
}

/** 4.0x5.0 → 4x5; a name that is no grid stays as it is. */
const gridOf = (resolution: string): string => {
  const compact = resolution.replaceAll(/\s/g, "");
  return /^[\d.]+x[\d.]+$/.test(compact) ? gridName(compact) : resolution;
};

const asText = (of: Observed<Date>): Observed<string> =>
  of.value === null ? unknownBecause(of.reason) : { value: of.value.toISOString() };

const text = (
  value: string | undefined,
  reason: string,
  reading: LogReading | undefined,
): Observed<string> => (value === undefined ? unknownBecause(reading ? reason : noLog) : { value });

/** From outside the process, where somebody timed it, else the model's own timer of everything. */
function wallOf(
  reading: LogReading | undefined,
  { timers }: Timers,
): { seconds: ImportedRun["wall_s"]; from: ImportedRun["wall_from"] } {
  if (reading?.elapsedSeconds !== undefined)
    return { seconds: { value: reading.elapsedSeconds }, from: "time -v" };
  const total = timers.find(({ name }) => name === totalTimer)?.seconds;
  if (total) return { seconds: { value: total }, from: "timers" };
  if (reading?.stampedSeconds !== undefined)
    return { seconds: { value: reading.stampedSeconds }, from: "log" };
  return {
    seconds: unknownBecause("no timers, no output of /usr/bin/time -v and no stamps of start and end"),
    from: null,
  };
}

function outcomeOf(reading: LogReading | undefined): Pick<ImportedRun, "outcome" | "outcome_reason"> {
  if (!reading) {
    // GEOS-Chem writes its timers when it stops with an error, too.
    return {
      outcome: "unknown",
      outcome_reason: "there is no log, and timers are written by failed runs too",
    };
  }
  if (reading.log.hasEndBanner) return { outcome: "completed", outcome_reason: null };
  const why = explainFailure(reading.log.failures());
  return { outcome: "failed", outcome_reason: `END OF GEOS-CHEM is missing.${why === "" ? "" : ` ${why}`}` };
}

function kindOf(name: string): ImportedRun["timers"][number]["kind"] {
  if (name === totalTimer) return "total";
  if (/^[=-]>/.test(name)) return "nested";
  return isTopLevel(name) ? "part" : "overlapping";
}

/** What the parts leave of the total. "Unit conversions" and the like overlap others: they are no part of it. */
function remainderOf({ timers }: Timers): Observed<number> {
  const secondsOf = (wanted: string) => timers.find(({ name }) => name === wanted)?.seconds ?? null;
  const total = secondsOf(totalTimer);
  if (total === null) return unknownBecause("there is no timer of the whole run");
  const parts = timers.flatMap(({ name, seconds }) => (kindOf(name) === "part" ? (seconds ?? []) : []));
  if (parts.length === 0) return unknownBecause("there are no timers of its parts");
  return {
    value: parts.reduce((left, seconds) => left - seconds, total - (secondsOf("Initialization") ?? 0)),
  };
}

function usdOf(wall: ImportedRun["wall_s"], usdPerHour: number | null): Observed<number> {
  if (usdPerHour === null) return unknownBecause("no price is claimed (--usd-per-hour)");
  return wall.value === null ? wall : { value: (wall.value * usdPerHour) / 3600 };
}

const bytesOf = ({ bytes, sha256: digest }: LogReading) => ({ bytes, sha256: digest });

function fileOf(
  role: "timers" | "config",
  file: string | undefined,
  content: string | undefined,
): ImportedRun["files"] {
  if (file === undefined || content === undefined) return [];
  return [{ role, name: path.basename(file), bytes: Buffer.byteLength(content), sha256: sha256(content) }];
}

/** For example imported-fullchem-4x5; letters, digits, - and _. */
function defaultId(simulation: string | null, resolution: string | null): string {
  const words = ["imported", simulation, resolution].filter((word) => word !== null);
  return words
    .join("-")
    .replaceAll(/[^A-Za-z0-9_-]+/g, "_")
    .slice(0, 100);
}
