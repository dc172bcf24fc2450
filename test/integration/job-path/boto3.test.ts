import path from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { fleetOf, native, smallConfig } from "../../support/configs.ts";
import { useLocal } from "../../support/local.ts";
import { needs } from "../../support/needs.ts";

describe("unmodified boto3", () => {
  const local = useLocal();
  needs("boto3");

  test("submits, waits, lists and fetches a verified result", async () => {
    const config = smallConfig(native);
    const request = {
      id: config.id,
      config: JSON.stringify(config),
      queue: `geos-chem-${fleetOf[native]}-queue`,
      definition: `geos-chem-${fleetOf[native]}-benchmark`,
      bucket: local.bucket,
    };
    const script = path.resolve(import.meta.dirname, "../../support/boto3-job-path.py");
    const { stdout } = await execa("python3", [script, JSON.stringify(request)], {
      env: local.env,
      extendEnv: false,
    });
    const report = JSON.parse(stdout) as { job_id: string; listed_now: string[] };
    expect(report).toMatchObject({
      status: "SUCCEEDED",
      exit_code: 0,
      unlisted: ["manifest.json"],
      differing: [],
    });
    expect(report.listed_now).toContain(report.job_id);
  });
});
