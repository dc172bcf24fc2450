import path from "node:path";
import { describe, expect, test } from "vitest";
import { modelVariables } from "../../../cli/local-bench/model-variables.ts";
import { volumeDirectories } from "../../../cli/local/volume-directories.ts";
import { jobPaths } from "../../../contract/job-paths.ts";
import { parsedConfig } from "../runner/support/benchmark.ts";
import { makeRunDirectory } from "../runner/geos-chem/support/run-directory.ts";

const model = (workload: object = {}) =>
  parsedConfig({ workload: { engine: "geos-chem-classic", ...workload }, duration: { days: 1 } });

describe("directories for host paths", () => {
  test("are given by path, or by what they are for", () => {
    const { path: runDirectory, data } = makeRunDirectory();
    expect(volumeDirectories({ volume: [`${jobPaths.work}/=${data}`], extdata: data, runDirectory })).toEqual(
      {
        [jobPaths.work]: data,
        [jobPaths.inputData]: data,
        [jobPaths.models]: runDirectory,
      },
    );
  });

  test.each([
    [{ volume: ["scratch=/tmp"] }, /--volume scratch=\/tmp is not HOST_PATH=DIRECTORY/],
    [{ volume: ["/scratch"] }, /is not HOST_PATH=DIRECTORY/],
    [{ extdata: "/nonexistent" }, /--extdata \/nonexistent: \/nonexistent is not a directory/],
    [
      { extdata: "/tmp", volume: ["/scratch/ExtData=/tmp"] },
      /--extdata \/tmp is the second directory for \/scratch\/ExtData/,
    ],
  ])("%j is refused", (options, message) => {
    expect(() => volumeDirectories(options)).toThrow(message);
  });
});

describe("--run-directory", () => {
  test("tells jobs where it is, and that its own executable is meant", () => {
    const { path: runDirectory } = makeRunDirectory();
    expect(modelVariables([model()], runDirectory)).toEqual({
      GCBENCH_GCCLASSIC_RUNDIR: "/scratch/models",
      GCBENCH_GCCLASSIC: "/scratch/models/gcclassic",
    });
    expect(modelVariables([model()], path.join(runDirectory, "Restarts"))).not.toHaveProperty(
      "GCBENCH_GCCLASSIC",
    );
    expect(modelVariables([model()], undefined)).toEqual({});
  });

  test("where it would have no effect is refused", () => {
    const runDirectory = "/data/rundir";
    expect(() => modelVariables([parsedConfig()], runDirectory)).toThrow(/runs the proxy workload/);
    expect(() => modelVariables([model({ run_directory: "/x" })], runDirectory)).toThrow(
      /has workload\.run_directory \(\/x\) besides/,
    );
  });
});
