import path from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { frontOn } from "../../../unit/emulator/http/front-on.ts";
import { needs } from "../../../support/needs.ts";
import { clientEnv } from "./client-process.ts";
import { inMemoryBatch } from "./in-memory-batch.ts";

needs("boto3");

test("unmodified boto3 speaks to the protocol layer", async () => {
  const front = await frontOn({ api: inMemoryBatch() });
  const script = path.join(import.meta.dirname, "boto3-protocol.py");
  const { stdout } = await execa("python3", [script], {
    env: clientEnv(front.urls[0] ?? ""),
    extendEnv: false,
  });
  await front.close();
  expect(JSON.parse(stdout)).toMatchObject({
    job: {
      jobName: "from-boto3",
      status: "SUBMITTED",
      arrayProperties: {},
      dependsOn: [{ jobId: "x", type: "SEQUENTIAL" }],
      propagateTags: false,
      timeout: { attemptDurationSeconds: 60 },
    },
    tags: { "k y": "v&=?#" },
    left: {},
    error: {
      code: "ClientException",
      message: "Resource arn:aws:batch:us-east-1:0:job/none does not exist",
      status: 400,
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
    other: expect.stringContaining("DescribeJobQueues is not supported by the local AWS Batch."),
  });
});
