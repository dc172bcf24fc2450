import { readFile } from "node:fs/promises";
import path from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import type Docker from "dockerode";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../../host/paths.ts";
import { isMetricsLine } from "../../../contract/metric-names.ts";
import { fetchResult } from "../../../client/fetch-result.ts";
import { smallConfig } from "../../support/configs.ts";
import { dockerForTests } from "../../support/docker.ts";
import { parseEmbeddedMetrics } from "../../support/embedded-metrics.ts";
import { useLocal } from "../../support/local.ts";
import { ended, jobWhen, logOf, submit } from "../../support/run-job.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

describe("@aws-sdk/client-batch", () => {
  const local = useLocal();

  test("runs a job in the ARM64 image and fetches a result that matches its manifest", async () => {
    const docker = (await dockerForTests()) as Docker;
    const image = await docker.getImage(local.jobImages["linux/arm64"] ?? "").inspect();
    expect(`${image.Os}/${image.Architecture}`).toBe("linux/arm64");

    const config = smallConfig("arm64", { repetitions: 2, warmup: 1 });
    const outputPath = `s3://${local.bucket}/sdk`;
    const jobId = await submit(local, { configJson: JSON.stringify(config), outputPath, fleet: "graviton" });
    const job = await jobWhen(local, jobId, ended);
    expect(job).toMatchObject({ status: "SUCCEEDED", container: { exitCode: 0 }, attempts: [{}] });
    expect(job.stoppedAt).toBeGreaterThan(job.startedAt ?? Infinity);

    const from = { bucket: local.bucket, prefix: `sdk/${config.id}/${jobId}/1` };
    const { result } = await fetchResult(local.clients.s3, from, path.join(temporaryDirectory(), "result"));
    expect(result.environment).toMatchObject({
      architecture: { value: "aarch64" },
      image: { value: image.Id },
    });
    expect(result.flags).toMatchObject({
      emulated: { value: process.arch !== "arm64" },
      proxy: true,
      valid: true,
    });
    expect(result.job).toMatchObject({
      id: jobId,
      queue: "geos-chem-graviton-queue",
      compute_environment: "geos-chem-graviton",
    });
    expect(result.samples.map(({ warmup, outcome }) => [warmup, outcome])).toEqual([
      [true, "completed"],
      [false, "completed"],
      [false, "completed"],
    ]);
    const checksums = result.samples.map(({ report }) => report && "checksum" in report && report.checksum);
    expect(new Set(checksums).size).toBe(1);
    const lines = (await logOf(local, job)).split("\n");
    expect(lines.some(isMetricsLine), "metrics of an emulated run").toBe(process.arch === "arm64");
  });

  test.each([
    ["chemistry", { mechanism: "pollu" }, "reference_error"],
    ["io", { tracers: 2 }, "restart_mismatch"],
  ])("runs %s, verified against what is known of it", async (simulation_type, workload, check) => {
    const config = smallConfig("x86_64", { simulation_type, workload });
    const outputPath = `s3://${local.bucket}/sdk`;
    const jobId = await submit(local, { configJson: JSON.stringify(config), outputPath });
    const job = await jobWhen(local, jobId, ended);
    expect(job).toMatchObject({ status: "SUCCEEDED" });
    const from = { bucket: local.bucket, prefix: `sdk/${config.id}/${jobId}/1` };
    const { result } = await fetchResult(local.clients.s3, from, path.join(temporaryDirectory(), "result"));
    expect(result).toMatchObject({ outcome: "succeeded", flags: { proxy: true, valid: true } });
    expect(result.verification?.checks).toContainEqual(
      expect.objectContaining({ name: `run 0: ${check}`, passed: true }),
    );
    // Where it is emulated there is nothing to report.
    const metrics = (await logOf(local, job)).split("\n").filter(isMetricsLine).map(parseEmbeddedMetrics);
    const [sample] = result.samples;
    const expected = {
      Benchmark: config.id,
      Valid: [1],
      SimulatedDaysPerDay: [sample?.sim_days_per_day.whole_run.value],
    };
    expect(metrics).toMatchObject(process.arch === "x64" ? [expected] : []);
  });

  test("runs chemistry with a mechanism of one's own, and keeps its table with the result", async () => {
    const table = await readFile(
      path.join(projectRoot, "container/proxy/mechanisms/small_strato.mech"),
      "utf8",
    );
    const Key = "mechanisms/mine.mech";
    const own = table.replace("mechanism small_strato", "mechanism mine");
    await local.clients.s3.send(new PutObjectCommand({ Bucket: local.bucket, Key, Body: own }));
    const mechanism = `s3://${local.bucket}/${Key}`;
    const config = smallConfig("x86_64", { simulation_type: "chemistry", workload: { mechanism } });
    const outputPath = `s3://${local.bucket}/sdk`;
    const jobId = await submit(local, { configJson: JSON.stringify(config), outputPath });
    expect(await jobWhen(local, jobId, ended)).toMatchObject({ status: "SUCCEEDED" });
    const from = { bucket: local.bucket, prefix: `sdk/${config.id}/${jobId}/1` };
    const folder = path.join(temporaryDirectory(), "result");
    const { result } = await fetchResult(local.clients.s3, from, folder);
    expect(result.samples[0]?.report).toMatchObject({ mechanism: { name: "mine" } });
    expect(await readFile(path.join(folder, "own.mech"), "utf8")).toBe(own);
  });
});
