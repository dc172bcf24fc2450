import { readFile } from "node:fs/promises";
import path from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { manifest } from "../../../contract/manifest.ts";
import { result } from "../../../contract/result.ts";
import { sha256 } from "../../../contract/sha256.ts";
import { fleetOf, native, smallConfig } from "../../support/configs.ts";
import { useLocal } from "../../support/local.ts";
import { needs } from "../../support/needs.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

describe("the unmodified AWS CLI", () => {
  const local = useLocal();
  needs("aws-cli");
  const aws = async (...args: string[]) =>
    (await execa("aws", args, { env: local.env, extendEnv: false })).stdout;

  test.for(["arm64", "x86_64"] as const)(
    "runs a job on %s and fetches a result that matches its manifest",
    async (architecture) => {
      const config = smallConfig(architecture);
      const fleet = fleetOf[architecture];
      const outputPath = `s3://${local.bucket}/aws-cli`;
      const submitted = await aws(
        "batch",
        "submit-job",
        `--job-name=${config.id}`,
        `--job-queue=geos-chem-${fleet}-queue`,
        `--job-definition=geos-chem-${fleet}-benchmark`,
        `--parameters=${JSON.stringify({ configJson: JSON.stringify(config), outputPath })}`,
      );
      const { jobId } = JSON.parse(submitted) as { jobId: string };
      await expect
        .poll(
          () =>
            aws("batch", "describe-jobs", "--jobs", jobId, "--query", "jobs[0].status", "--output", "text"),
          { interval: 2000 },
        )
        .toMatch(/SUCCEEDED|FAILED/);
      const { jobs } = JSON.parse(await aws("batch", "describe-jobs", "--jobs", jobId)) as {
        jobs: [{ status: string; container: { exitCode: number }; statusReason: string }];
      };
      expect(jobs[0]).toMatchObject({
        status: "SUCCEEDED",
        statusReason: "Essential container in task exited",
        container: { exitCode: 0 },
      });

      const folder = temporaryDirectory("aws-cli");
      await aws("s3", "cp", "--recursive", `${outputPath}/${config.id}/${jobId}/1/`, folder);
      const listed = manifest.parse(JSON.parse(await readFile(path.join(folder, "manifest.json"), "utf8")));
      expect(listed).toMatchObject({ benchmark_id: config.id, job_id: jobId, attempt: 1, valid: true });
      for (const { name, bytes, sha256: expected } of listed.objects) {
        const content = await readFile(path.join(folder, name));
        expect({ name, bytes: content.byteLength, sha256: sha256(content) }).toEqual({
          name,
          bytes,
          sha256: expected,
        });
      }
      const stored = result.parse(JSON.parse(await readFile(path.join(folder, "results.json"), "utf8")));
      expect(stored.flags).toEqual({
        emulated: { value: architecture !== native },
        proxy: true,
        valid: true,
      });
      expect(stored.environment.architecture).toEqual({
        value: architecture === "arm64" ? "aarch64" : "x86_64",
      });

      const log = await aws("logs", "filter-log-events", "--log-group-name", "/geos-chem/jobs");
      expect(log).toContain("X-HRS:");
    },
  );
});
