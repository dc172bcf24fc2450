import { existsSync } from "node:fs";
import path from "node:path";
import type { BenchmarkConfig } from "../../contract/benchmark-config.ts";
import { GeosBenchError } from "../../contract/errors.ts";
import { jobPaths } from "../../contract/job-paths.ts";

/**
 * What a job of GEOS-Chem Classic is told of the run directory that `--run-directory` mounts. Throws
 * {@link GeosBenchError} `bad-option` where the option would have no effect.
 */
export function modelVariables(
  configs: readonly BenchmarkConfig[],
  runDirectory: string | undefined,
): Record<string, string> {
  if (runDirectory === undefined) return {};
  for (const { id, workload } of configs) {
    if (workload.engine === "proxy")
      throw bad(`--run-directory is for GEOS-Chem Classic; ${id} runs the proxy workload.`);
    if (workload.run_directory !== undefined)
      throw bad(`${id} has workload.run_directory (${workload.run_directory}) besides --run-directory.`);
  }
  const hasModel = existsSync(path.join(runDirectory, "gcclassic"));
  return {
    GCBENCH_GCCLASSIC_RUNDIR: jobPaths.models,
    // Its own executable, where it has one: the image may bring another.
    ...(hasModel && { GCBENCH_GCCLASSIC: path.posix.join(jobPaths.models, "gcclassic") }),
  };
}

const bad = (message: string): GeosBenchError =>
  new GeosBenchError(message, {
    code: "bad-option",
    hint: `Leave one out. A config's paths are those in the job: give its directory with --volume ${jobPaths.models}=DIRECTORY.`,
  });
