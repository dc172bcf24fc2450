import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { explainFailure } from "../../../contract/model-failures/explain-failure.ts";
import { GeosBenchError } from "../../../contract/errors.ts";
import type { GeosChemWorkload } from "../../../contract/geos-chem-workload.ts";
import type { Preparation } from "../../engine/engine.ts";
import { diagnoseExit } from "../../workload/diagnose-exit.ts";
import { spawnWorkload } from "../../workload/spawn-workload.ts";
import { type CheckedInput, checkKept, inputManifest } from "./check-kept.ts";
import { type DryRun, readDryRun } from "./dry-run-log.ts";
import { estimateFetch, fetchPlanned, mustFit, planFetch } from "./fetch-input.ts";
import { formatBytes } from "../../system/format-amount.ts";
import { broughtRestart, locateMissing, type MissingFile } from "./missing-files.ts";
import { exitMeanings, modelCommand } from "../model-command.ts";
import { createModelLog } from "../../../contract/model-log/model-log.ts";
import { openOpenData } from "./open-data.ts";
import type { PreparedRunDirectory } from "../run-directory/prepare-run-directory.ts";

/** Dry runs: a file that was missing may name others. When more are needed, fetching does not help. */
const rounds = 3;

export interface InputContext {
  readonly executable: string;
  readonly simulation: string;
  readonly directory: PreparedRunDirectory;
  readonly restart: GeosChemWorkload["restart"];
  readonly source: GeosChemWorkload["data"];
  /** The runner's own environment, with its credentials. */
  readonly env: NodeJS.ProcessEnv;
  readonly freeBytes: (directory: string) => Promise<number>;
  readonly preparation: Preparation;
}

interface ProvidedInput {
  /** `input.json`. */
  readonly manifest: string;
  /** As the model's dry run names them: absolute, or relative to the run directory. */
  readonly paths: readonly string[];
}

/**
 * Asks the model what it will read and sees to it that it is there, and is what was once fetched. Resolves to
 * `undefined` in a dry run that would have to fetch. Throws {@link GeosBenchError}.
 */
export async function provideInput(context: InputContext): Promise<ProvidedInput | undefined> {
  const { source, preparation, directory } = context;
  const place = { data: directory.data, runDirectory: directory.path };
  const signal = preparation.interruption.requested;
  let required: readonly string[] = [];
  for (let round = 1; round <= rounds; round++) {
    const listed = await preparation.staging.time("dry-run", () => dryRun(context));
    preparation.say(
      `dry run: the model reads ${listed.found.length + listed.required.length} files, ${listed.required.length} of them are missing`,
    );
    const { files, damaged } = await preparation.staging.time(
      "hash",
      () => checkKept(listed.found, { ...place, signal }),
      hashedBytes,
    );
    const verified = files.filter(({ sha256 }) => sha256.value !== null).length;
    preparation.say(`input data: ${verified} files have the SHA-256 they were fetched with`);
    if (damaged.length > 0) await giveUp(damaged, context);
    required = [...listed.required, ...damaged];
    if (required.length === 0) {
      return { manifest: inputManifest(directory.data, files), paths: listed.found };
    }
    if (source.source === "existing" || round === rounds) break;
    const wanted = { ...listed, required };
    await preparation.staging.time(
      "fetch",
      () => fetchMissing(context, wanted, round),
      (bytes) => bytes,
    );
    if (preparation.dryRun) return undefined;
  }
  throw missing(
    required,
    source.source === "existing"
      ? 'Complete the ExtData directory, or set workload.data.source to "open-data" to fetch what is missing.'
      : "They were fetched, and the model still does not find them. Is the path of ExtData the one in the run directory?",
  );
}

/** Of the files that were compared and are the same. */
const hashedBytes = ({ files }: CheckedInput): number =>
  files.reduce((sum, { bytes, sha256 }) => sum + (sha256.value === null ? 0 : bytes), 0);

/** Files that changed after they were fetched: fetched anew where that is wanted. */
async function giveUp(damaged: readonly string[], { source, preparation }: InputContext): Promise<void> {
  const named = damaged.slice(0, 3).join(", ");
  if (source.source === "existing") {
    throw new GeosBenchError(
      `${damaged.length} input files are not what they were when they were fetched: ${named}${damaged.length > 3 ? " and more" : ""}.`,
      {
        code: "input-data-changed",
        hint: 'Set workload.data.source to "open-data" to fetch them again, or remove the hidden .gcbench.json beside a file that you changed on purpose.',
      },
    );
  }
  preparation.say(
    `input data: ${damaged.length} files have changed since they were fetched (${named}); again`,
  );
  if (!preparation.dryRun) await Promise.all(damaged.map((path) => rm(path, { force: true })));
}

async function dryRun({ executable, directory, preparation }: InputContext): Promise<DryRun> {
  const lines: string[] = [];
  const { log, onLine } = createModelLog(() => 0);
  const exit = await spawnWorkload(modelCommand(executable, "--dryrun"), {
    ...preparation,
    cwd: directory.path,
    onLine: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  const listed = readDryRun(lines);
  const hasFiles = listed.found.length + listed.required.length > 0;
  if (listed.required.length > 0 || (exit.exitCode === 0 && hasFiles)) return listed;
  const ended = diagnoseExit(exit, exitMeanings);
  throw new GeosBenchError(
    exit.exitCode === 0
      ? "The model's dry run lists no files at all."
      : `The model's dry run failed. ${ended} ${explainFailure(log.failures(), exit.lastErrors)}`.trimEnd(),
    { code: "dry-run-failed", hint: "Run ./gcclassic --dryrun in the run directory to see what it says." },
  );
}

/** Resolves to the bytes that were fetched. */
async function fetchMissing(context: InputContext, listed: DryRun, round: number): Promise<number> {
  const { directory, source, simulation, env, freeBytes, preparation } = context;
  const place = {
    data: directory.data,
    runDirectory: directory.path,
    restart: broughtRestart(textOf(join(directory.path, "download_data.yml")), simulation),
    closest: context.restart === "closest",
  };
  const { files, unknown } = locateMissing(listed.required, place);
  if (unknown.length > 0) {
    throw missing(
      unknown,
      unknown.some((path) => path.includes("GEOSChem.Restart"))
        ? 'GEOS-Chem brings no restart file for this date: give workload.start its date, put one into Restarts of the run directory, or set workload.restart to "closest".'
        : "They are no input data of the open-data bucket; put them there yourself.",
    );
  }
  // Optional files are worth one look: most of them do not exist anywhere.
  const optional = round === 1 ? locateMissing(listed.optional, place).files : [];
  const data = await openOpenData(env, source.bucket, files[0]?.key ?? "");
  const { planned, absent } = await planFetch([...files, ...optional], data);
  const lost = absent.filter((file: MissingFile) => !optional.includes(file));
  if (lost.length > 0) {
    throw missing(
      lost.map(({ key }) => `s3://${source.bucket}/${key}`),
      "The bucket does not have them. Check met_field, start and the grid; nested grids are in s3://gcgrid (workload.data.bucket).",
    );
  }
  const signal = preparation.interruption.requested;
  const total = planned.reduce((sum, { bytes }) => sum + bytes, 0);
  const estimate = await estimateFetch(planned, data, signal);
  preparation.say(
    `input data: ${planned.length} files to fetch, ${formatBytes(total)}, from s3://${source.bucket} (${data.access})${estimate}`,
  );
  await mustFit(planned, freeBytes);
  if (preparation.dryRun) return 0;
  await fetchPlanned(planned, data, { say: preparation.say, signal });
  return total;
}

function missing(paths: readonly string[], hint: string): GeosBenchError {
  const shown = paths.slice(0, 10);
  const more = paths.length - shown.length;
  return new GeosBenchError(
    `${paths.length === 1 ? "An input file is" : `${paths.length} input files are`} missing: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    { code: "input-data-missing", hint },
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
