import { readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { GeosChemWorkload } from "../../../contract/geos-chem-workload.ts";
import { copyRunDirectory } from "./copy-run-directory.ts";
import { createRunDirectory } from "./create-run-directory.ts";
import { geoschemValue, setDates, setRootDataDirectory, setTimersOn } from "./geoschem-config.ts";
import { moveRoots, tolerateRestart } from "./hemco-config.ts";
import { fitHistory, outputPrefix, restartPath } from "./history-config.ts";
import type { Locations } from "../locations.ts";
import { modelTime } from "./model-time.ts";
import { notSuitable } from "./not-suitable.ts";
import type { SimulationPlan } from "../simulations.ts";

/** A run directory of the runner's own, edited and ready to be copied for each run. */
export interface PreparedRunDirectory {
  readonly path: string;
  /** ExtData. */
  readonly data: string;
  /** The edited HISTORY.rc. */
  readonly history: string;
  /** Copies it for one run. */
  readonly copyTo: (directory: string) => Promise<void>;
}

/** Copies or makes the run directory and edits the copy. Throws {@link GeosBenchError}. */
export async function prepareRunDirectory(
  plan: SimulationPlan,
  workload: GeosChemWorkload,
  places: Locations,
  context: { scratch: string; env: NodeJS.ProcessEnv; cancel: AbortSignal },
): Promise<PreparedRunDirectory> {
  const path =
    "source" in places.runDirectory
      ? await createRunDirectory(places.runDirectory.source, plan.answers, {
          ...context,
          data: places.data ?? "",
        })
      : await copyPrebuilt(places.runDirectory.prebuilt, join(context.scratch, "run-directory"), plan);

  const config = await read(path, "geoschem_config.yml");
  mustBeOf(plan, config);
  const root = geoschemValue(config, "root_data_dir");
  const data = places.data ?? root;
  const edited = setTimersOn(setDates(config, plan.start, plan.end));
  await write(path, "geoschem_config.yml", setRootDataDirectory(edited, data));

  const history = fitHistory(await read(path, "HISTORY.rc"), plan.start, plan.end);
  await write(path, "HISTORY.rc", history);

  const hemco = await read(path, "HEMCO_Config.rc");
  const tolerant = workload.restart === "closest" ? tolerateRestart(hemco) : hemco;
  await write(path, "HEMCO_Config.rc", moved(tolerant, "HEMCO_Config.rc", root, data));
  // Included by HEMCO_Config.rc; it has ROOT and METDIR of its own (geos-chem#2938).
  const met = "HEMCO_Config.rc.gmao_metfields";
  if (existsSync(join(path, met))) await write(path, met, moved(await read(path, met), met, root, data));

  return { path, data, history, copyTo: (directory) => copyFor(plan, history, path, directory) };
}

const moved = (text: string, name: string, from: string, to: string): string =>
  from === to ? text : moveRoots(text, name, from, to);

async function copyPrebuilt(from: string, to: string, plan: SimulationPlan): Promise<string> {
  await copyFor(plan, await read(from, "HISTORY.rc"), from, to);
  return to;
}

/** Without what runs leave: output of any, restart files of the end date. */
function copyFor({ end }: SimulationPlan, history: string, from: string, to: string): Promise<void> {
  const { ymd, hm } = modelTime(end);
  return copyRunDirectory(from, to, {
    outputDirectory: outputPrefix(history).directory,
    written: [restartPath(history, end), `Restarts/HEMCO_restart.${ymd}${hm}.nc`],
  });
}

/** A run directory of another simulation would be benchmarked under a wrong name. */
function mustBeOf(plan: SimulationPlan, config: string): void {
  const compared = [
    ["simulation", plan.name, geoschemValue(config, "name")],
    ["meteorology", plan.metField, geoschemValue(config, "met_field").replace("-", "")],
    ["grid", plan.resolution, geoschemValue(config, "resolution")],
    ["levels", String(plan.levels), geoschemValue(config, "number_of_levels")],
  ] as const;
  const different = compared.filter(([, asked, found]) => asked !== found);
  if (different.length === 0) return;
  throw notSuitable(
    `The run directory is for another benchmark: ${different.map(([what, asked, found]) => `${what} ${found} instead of ${asked}`).join(", ")}.`,
    "Correct simulation_type, domain and workload.met_field of the config, or give another run directory.",
  );
}

async function read(directory: string, name: string): Promise<string> {
  try {
    return await readFile(join(directory, name), "utf8");
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
