import { release } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fetchResult } from "../../../client/fetch-result.ts";
import { parseBenchmarkConfig } from "../../../contract/parse-benchmark-config.ts";
import type { Result } from "../../../contract/result.ts";
import { chooseBuild } from "../../../runner/proxy/choose-build.ts";
import { systemFiles } from "../../../runner/system/system-files.ts";
import { fleetOf, foreign, native, smallConfig } from "../../support/configs.ts";
import { useLocal } from "../../support/local.ts";
import { ended, jobWhen, logOf, submit } from "../../support/run-job.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { onlyThorough } from "../../support/thorough.ts";

const tuned = { tracers: 2, build: "tuned" };

describe("what the runner finds out about the machine in the real container", () => {
  const local = useLocal();

  const submitted = async (architecture: "arm64" | "x86_64", more: object) => {
    const config = smallConfig(architecture, more);
    const jobId = await submit(local, {
      configJson: JSON.stringify(config),
      outputPath: `s3://${local.bucket}/machine`,
      fleet: fleetOf[architecture],
    });
    return {
      config,
      job: await jobWhen(local, jobId, ended),
      prefix: `machine/${config.id}/${jobId}/1`,
    };
  };
  const resultOf = async (prefix: string): Promise<Result> => {
    const from = { bucket: local.bucket, prefix };
    return (await fetchResult(local.clients.s3, from, path.join(temporaryDirectory(), "result"))).result;
  };

  test("natively: bandwidth and clock around the runs, and the build for this processor", async () => {
    const { config, job, prefix } = await submitted(native, { workload: tuned, canaries: true });
    expect(job).toMatchObject({ status: "SUCCEEDED" });
    const { canaries, workload, environment } = await resultOf(prefix);
    for (const { value } of [canaries.before, canaries.after]) {
      expect(value?.threads).toBe(environment.threads);
      expect(value?.triad.relative_error).toBeLessThan(1e-13);
      // Wide enough for any machine, and far from what a wrong unit would give.
      expect(value?.triad.gb_per_s.best).toBeGreaterThan(0.5);
      expect(value?.triad.gb_per_s.best).toBeLessThan(5000);
      expect(value?.clock.single_thread_ghz.best).toBeGreaterThan(0.2);
      expect(value?.clock.single_thread_ghz.best).toBeLessThan(8);
    }
    const machine = {
      architecture: native === "arm64" ? "aarch64" : native,
      kernel: release(),
      logicalCpus: 1,
      files: systemFiles,
    };
    const expected = chooseBuild(parseBenchmarkConfig(JSON.stringify(config)), "tuned", machine);
    expect(workload.build).toEqual({ value: expected });
    expect(workload.compiler_options.value).toContain(`=${expected} `);
  });

  // One or the other, whichever this machine emulates.
  if (foreign === "arm64") {
    test.for([
      ["c7g.4xlarge", "Graviton3", "neoverse-v1"],
      ["c8g.4xlarge", "Graviton4", "neoverse-v2"],
    ] as const)(
      "emulated %s: its build works, and no canary is taken for a measurement",
      async ([type, processor, build], context) => {
        onlyThorough(context, "tuned builds under QEMU");
        const hardware = {
          instance_type: type,
          processor_type: processor,
          architecture: "arm64",
          vcpus: 4,
          memory_gb: 8,
        };
        const { job, prefix } = await submitted("arm64", { workload: tuned, hardware, canaries: true });
        expect(job).toMatchObject({ status: "SUCCEEDED" });
        const { canaries, workload, flags } = await resultOf(prefix);
        expect(flags).toMatchObject({ emulated: { value: true }, valid: true });
        expect(workload.build).toEqual({ value: build });
        expect(workload.compiler_options.value).toContain(`-mcpu=${build} `);
        const reason = "emulated: it would measure the emulator";
        expect(canaries).toEqual({ before: { value: null, reason }, after: { value: null, reason } });
      },
    );
  } else {
    test("emulated x86-64: a tuned build is refused, before computing", async () => {
      const { job } = await submitted("x86_64", { workload: tuned });
      expect(job).toMatchObject({ status: "FAILED", container: { exitCode: 10 } });
      expect(await logOf(local, job)).toContain("no tuned build of the proxy fits");
    });
  }
});
