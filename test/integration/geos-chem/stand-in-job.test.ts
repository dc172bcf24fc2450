import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { chmodSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fetchResult } from "../../../client/fetch-result.ts";
import { exitCodes } from "../../../contract/exit-codes.ts";
import { jobPaths } from "../../../contract/job-paths.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { fleetOf, smallConfig } from "../../support/configs.ts";
import { useLocal } from "../../support/local.ts";
import { ended, jobWhen, logOf, submit } from "../../support/run-job.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import {
  inputKeys,
  makeRunDirectory,
  restartKey,
} from "../../unit/runner/geos-chem/support/run-directory.ts";
import { makeRealDirectory, realDirectories } from "../../unit/runner/geos-chem/support/real-directories.ts";

// The model cannot be here: what runs is the stand-in, in a real container, by the job definition that the model's
// jobs have.
describe("a job of GEOS-Chem Classic, with the stand-in as its executable", () => {
  const local = useLocal();
  const inJob = (name: string) => `/scratch/models/${name}/rundir`;
  const runDirectory = (name: string): string => {
    const { path: made } = makeRunDirectory({ withInput: false, root: path.join(local.models, name) });
    chmodSync(path.join(made, "gcclassic"), 0o755);
    return made;
  };

  beforeAll(async () => {
    if (local.bucket === "") return;
    await local.clients.s3.send(new CreateBucketCommand({ Bucket: "geos-chem" }));
    for (const Key of [...inputKeys, restartKey]) {
      const Body = `${Key}: synthetic`;
      await local.clients.s3.send(new PutObjectCommand({ Bucket: "geos-chem", Key, Body }));
    }
  });

  const run = async (architecture: "arm64" | "x86_64", workload: object, more: object = {}) => {
    const config = smallConfig(architecture, {
      domain: { type: "global", resolution: "4x5", levels: 72 },
      duration: { days: 1 },
      workload: { engine: "geos-chem-classic", threads: 2, ...workload },
      ...more,
    });
    const fleet = fleetOf[architecture];
    const jobId = await submit(local, {
      configJson: JSON.stringify(config),
      outputPath: `s3://${local.bucket}/model`,
      fleet,
      jobDefinition: `geos-chem-${fleet}-classic`,
    });
    const job = await jobWhen(local, jobId, ended);
    const prefix = `model/${config.id}/${jobId}/1`;
    const fetched = () =>
      fetchResult(
        local.clients.s3,
        { bucket: local.bucket, prefix },
        path.join(temporaryDirectory(), "result"),
      );
    return { job, log: await logOf(local, job), fetched };
  };

  test("fetches its input, runs in the ARM64 container and is stored as what it is", async () => {
    const made = runDirectory("arm64");
    const workload = { run_directory: inJob("arm64"), data: { source: "open-data" } };
    const { job, log, fetched } = await run("arm64", workload);
    expect(job, log).toMatchObject({ status: "SUCCEEDED", container: { exitCode: 0 } });
    expect(log).toMatch(/the instance's \/scratch\/models is .* of this machine, read-only/);
    expect(log).toMatch(
      /the instance's \/scratch\/ExtData is a Docker volume of this environment, empty at first/,
    );
    const { result, directory } = await fetched();
    expect(result).toMatchObject({
      outcome: "succeeded",
      flags: { proxy: false, valid: true, emulated: { value: process.arch !== "arm64" } },
      environment: { architecture: { value: "aarch64" } },
      workload: {
        engine: "geos-chem-classic",
        version: { value: "stand-in, computes nothing" },
        executable_sha256: { value: sha256(readFileSync(path.join(made, "gcclassic"))) },
      },
    });
    expect(result.samples[0]?.phases.map(({ name }) => name)).toEqual(["GEOS-Chem", "HEMCO", "Transport"]);
    const { input } = JSON.parse(readFileSync(path.join(directory, "input.json"), "utf8")) as {
      input: { path: string; sha256: { value: string } }[];
    };
    const [first = ""] = inputKeys;
    expect(input.find((file) => file.path === first)?.sha256.value).toBe(sha256(`${first}: synthetic`));
  });

  test("finds what an earlier job of the same environment fetched", async () => {
    runDirectory("again");
    const workload = { run_directory: inJob("again"), data: { source: "open-data" } };
    await run("x86_64", workload);
    const { job, log } = await run("x86_64", workload);
    expect(job.status, log).toBe("SUCCEEDED");
    expect(log).toContain("input data: 4 files have the SHA-256 they were fetched with");
    // The restart file belongs to the run directory's copy, which each job has its own of.
    expect(log).toMatch(/input data: 1 files to fetch/);
  });

  // Simulations and grids in the forms of public run directories; all of them, without containers, are in
  // test/unit/runner/geos-chem/real-directories.test.ts.
  test.for(["CH4", "Hg"])("runs a given directory of %s with the grid that it has", async (simulation) => {
    const of = realDirectories.find(({ config }) => config.simulation_type === simulation);
    if (!of) throw new Error(`no run directory of ${simulation}`);
    const { path: made, data } = makeRealDirectory(of, path.join(local.models, simulation));
    chmodSync(path.join(made, "gcclassic"), 0o755);
    const inModels = path.relative(local.models, data);
    const workload = { run_directory: inJob(simulation), data: { path: `/scratch/models/${inModels}` } };
    const { job, log, fetched } = await run("x86_64", workload, of.config);
    expect(job, log).toMatchObject({ status: "SUCCEEDED", container: { exitCode: 0 } });
    const { result } = await fetched();
    expect(result).toMatchObject({ outcome: "succeeded", flags: { valid: true, proxy: false } });
    const report = result.samples[0]?.report;
    if (report?.program !== "gcclassic") throw new Error("the report is not of GEOS-Chem Classic");
    expect(report).toMatchObject({ simulation, grid: { nested: simulation === "CH4", nlev: 47 } });
  });

  test.for([
    ["no model", () => ({}), exitCodes.invalidConfig, /No GEOS-Chem Classic is given/],
    [
      "a run directory that is not there",
      () => ({ run_directory: "/scratch/models/nowhere" }),
      exitCodes.invalidConfig,
      /The run directory is not there: \/scratch\/models\/nowhere\/geoschem_config\.yml cannot be found/,
    ],
    [
      "no restart file for its date",
      (name: string) => ({ run_directory: inJob(name), start: "2019-03-01", data: { source: "open-data" } }),
      exitCodes.workloadFailed,
      /GEOSChem\.Restart\.20190301_0000z.*workload\.restart/s,
    ],
    [
      "input data that the bucket does not have",
      (name: string) => ({
        run_directory: inJob(name),
        data: { source: "open-data", bucket: "nobodys-data", path: `${jobPaths.work}/x` },
      }),
      exitCodes.workloadFailed,
      /input files are missing: s3:\/\/nobodys-data\/.*The bucket does not have them/s,
    ],
    [
      "no input data and none wanted",
      (name: string) => ({ run_directory: inJob(name), data: { path: "/scratch/models" } }),
      exitCodes.workloadFailed,
      /input files are missing.*Complete the ExtData directory/s,
    ],
  ] as const)("%s: one message before anything is run", async ([title, workload, exitCode, message]) => {
    const name = title.replaceAll(" ", "-");
    runDirectory(name);
    const { job, log } = await run("x86_64", workload(name));
    expect(job.status).toBe("FAILED");
    expect(job.container?.exitCode).toBe(exitCode);
    expect(log).toMatch(message);
    expect(log).not.toContain("---> DATE:");
    rmSync(path.join(local.models, name), { recursive: true });
  });

  test.for([
    [
      "a simulation that GEOS-Chem Classic does not have",
      { simulation_type: "chemistry" },
      /simulation_type/,
    ],
    ["a grid that nobody has", { domain: { type: "global", resolution: "1x1" } }, /domain\.resolution/],
    [
      "another simulation than the run directory's",
      { simulation_type: "carbon" },
      /simulation TransportTracers instead of carbon/,
    ],
  ] as const)("%s: one message before anything is run", async ([title, config, message]) => {
    const name = title.replaceAll(" ", "-");
    runDirectory(name);
    const { job, log } = await run("x86_64", { run_directory: inJob(name) }, config);
    expect(job.status).toBe("FAILED");
    expect(log).toMatch(message);
    expect(log).not.toContain("---> DATE:");
  });
});
