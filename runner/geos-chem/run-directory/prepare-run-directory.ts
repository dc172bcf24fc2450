import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GeosChemWorkload } from "../../../contract/geos-chem-workload.ts";
import { creationAnswers } from "../creation-answers.ts";
import type { Locations } from "../locations.ts";
import { type Asked, readPlan, type SimulationPlan } from "../simulation-plan.ts";
import { copyRunDirectory } from "./copy-run-directory.ts";
import { leadsElsewhere } from "./data-path.ts";
import { createRunDirectory } from "./create-run-directory.ts";
import {
  geoschemValue,
  moveGeoschemPaths,
  setDates,
  setRootDataDirectory,
  setTimersOn,
} from "./geoschem-config.ts";
import {
  hemcoLogfile,
  type HemcoFiles,
  keepHemcoOutput,
  moveHemcoPaths,
  readHemcoFiles,
  tolerateRestart,
} from "./hemco-config.ts";
import { fitHistory, keepHistoryOutput } from "./history-config.ts";
import { readModelText } from "./model-text.ts";
import { notSuitable } from "./not-suitable.ts";
import { runOutput } from "./run-output.ts";

/** A run directory of the runner's own, edited and ready to be copied for each run. */
export interface PreparedRunDirectory {
  readonly path: string;
  readonly plan: SimulationPlan;
  /** ExtData. */
  readonly data: string;
  /** The edited HISTORY.rc. */
  readonly history: string;
  /** HEMCO's own log, relative to the directory; `undefined` where it has none. */
  readonly hemcoLog: string | undefined;
  /** What a person should know of it, for the log. */
  readonly notes: readonly string[];
  /** Copies it for one run. */
  readonly copyTo: (directory: string) => Promise<void>;
}

/**
 * Copies or makes the run directory, reads from it what it simulates and edits the copy. Throws {@link GeosBenchError},
 * also where it simulates something else than was asked.
 */
export async function prepareRunDirectory(
  asked: Asked,
  workload: GeosChemWorkload,
  places: Locations,
  context: { scratch: string; env: NodeJS.ProcessEnv; cancel: AbortSignal },
): Promise<PreparedRunDirectory> {
  const isMade = "source" in places.runDirectory;
  const given = isMade
    ? await createRunDirectory(places.runDirectory.source, creationAnswers(asked), {
        ...context,
        data: places.data ?? "",
      })
    : places.runDirectory.prebuilt;
  const path = isMade ? given : join(context.scratch, "run-directory");

  const config = await read(given, "geoschem_config.yml");
  const plan = readPlan(asked, config);
  const root = geoschemValue(config, "root_data_dir");
  const data = places.data ?? join(root.startsWith("/") ? "" : given, root);
  const move = { base: given, from: root, to: data };
  const ownHemco = keepHemcoOutput(await readHemcoFiles(given, (name) => read(given, name)));
  const tolerant = workload.restart === "closest" ? tolerateRestart(ownHemco) : ownHemco;
  const hemco = moveHemcoPaths(tolerant, move);
  const geoschem = moveGeoschemPaths(config, move);
  const ownHistory = keepHistoryOutput(await read(given, "HISTORY.rc"));
  const history = fitHistory(ownHistory, plan.start, plan.end);

  const output = runOutput(history, hemco.files, plan.end);
  if (!isMade) await copyRunDirectory(given, path, output);
  const edited = setTimersOn(setDates(geoschem.text, plan.start, plan.end));
  const files: HemcoFiles = new Map([
    ...hemco.files,
    ["geoschem_config.yml", setRootDataDirectory(edited, data)],
    ["HISTORY.rc", history],
  ]);
  for (const [name, text] of files) {
    await write(path, name, text);
  }
  const kept = leadsElsewhere(move) ? [...geoschem.kept, ...hemco.kept] : [];
  return {
    path,
    plan,
    data,
    history,
    hemcoLog: hemcoLogfile(hemco.files),
    notes:
      kept.length === 0
        ? []
        : [
            `run directory: stay as they are, not being below ${root}: ${kept.join(", ")}; the job must have them`,
          ],
    copyTo: (directory) => copyRunDirectory(path, directory, output),
  };
}

async function read(directory: string, name: string): Promise<string> {
  try {
    return await readModelText(join(directory, name));
  } catch {
    throw notSuitable(
      `The run directory ${directory} has no ${name} that can be read.`,
      "It must be a run directory of GEOS-Chem Classic 14.0 or later.",
    );
  }
}

async function write(directory: string, name: string, text: string): Promise<void> {
  const path = join(directory, name);
  // A link would lead to the original, and a copy of a read-only file is read-only.
  await rm(path);
  await writeFile(path, text);
}
