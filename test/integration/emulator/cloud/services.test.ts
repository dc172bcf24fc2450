import path from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { smallConfig } from "../../../support/configs.ts";
import { useLocal } from "../../../support/local.ts";
import { needs } from "../../../support/needs.ts";

describe("the services around Batch, behind the one endpoint", () => {
  const local = useLocal();
  needs("boto3");

  test("answer unmodified boto3, all in one account; Step Functions runs a job in our Batch", async () => {
    const request = {
      config: JSON.stringify(smallConfig("x86_64")),
      queue: "geos-chem-x86-queue",
      definition: "geos-chem-x86-benchmark",
      bucket: local.bucket,
    };
    const script = path.join(import.meta.dirname, "services.py");
    const { stdout } = await execa("python3", [script, JSON.stringify(request)], {
      env: local.env,
      extendEnv: false,
    });
    expect(JSON.parse(stdout)).toEqual({
      account: "000000000000",
      role: "arn:aws:iam::000000000000:role/cloud-test",
      assumed: "arn:aws:sts::000000000000:assumed-role/cloud-test/me",
      // EC2 user guide, instance types: c7g.4xlarge.
      vcpus: 16,
      queue: `${local.endpoint}/000000000000/cloud-test`,
      message: "hello",
      opened: "ozone",
      parameter: "17",
      secret: "quiet",
      metrics: ["runs"],
      refused: { code: "UnknownOperationException", status: 400, retries: 0 },
      execution: { status: "SUCCEEDED", error: null, cause: null },
      job: { status: "SUCCEEDED", name: "from-states", in_output: "SUCCEEDED" },
    });
  });
});
