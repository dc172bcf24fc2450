import path from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import type { BatchApi } from "../../../../emulator/ports/batch-api.ts";
import { localBatch } from "../../../unit/emulator/batch/local-batch.ts";
import { frontOn } from "../../../unit/emulator/http/front-on.ts";
import { needs } from "../../../support/needs.ts";
import { clientEnv } from "./client-process.ts";
import { inMemoryBatch } from "./in-memory-batch.ts";

needs("boto3");

/** What a script of this folder prints that speaks to such a Batch. */
async function printed(script: string, api: BatchApi): Promise<unknown> {
  const front = await frontOn({ api });
  const { stdout } = await execa("python3", [path.join(import.meta.dirname, script)], {
    env: clientEnv(front.urls[0] ?? ""),
    extendEnv: false,
  });
  await front.close();
  return JSON.parse(stdout) as unknown;
}

test("unmodified boto3 speaks to the protocol layer", async () => {
  expect(await printed("boto3-protocol.py", inMemoryBatch())).toMatchObject({
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

test("unmodified boto3 makes quota shares and submits to them", async () => {
  const { batch } = localBatch({ transitionMs: 0 });
  const share = {
    capacityLimits: [{ capacityUnit: "ml.m5.large", maxCapacity: 4 }],
    resourceSharingConfiguration: { strategy: "LEND_AND_BORROW", borrowLimit: 50 },
    preemptionConfiguration: { inSharePreemption: "ENABLED" },
    status: "VALID",
  };
  expect(await printed("boto3-quota-shares.py", batch.api)).toMatchObject({
    job: { quotaShareName: "a", preemptionConfiguration: { preemptionRetriesBeforeTermination: 2 } },
    shown: { ...share, quotaShareName: "b", state: "DISABLED", tags: { team: "b" } },
    left: [{ ...share, quotaShareName: "a", state: "ENABLED" }],
    found: [{ jobName: "fit", quotaShareName: "a" }],
  });
});
