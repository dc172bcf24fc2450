import {
  BatchClient,
  CreateQuotaShareCommand,
  DeleteQuotaShareCommand,
  DescribeQuotaShareCommand,
  DescribeServiceJobCommand,
  GetJobQueueSnapshotCommand,
  paginateListQuotaShares,
  UpdateQuotaShareCommand,
} from "@aws-sdk/client-batch";
import { expect, it } from "vitest";
import { frontOn } from "../../http/front-on.ts";
import { newShare, quotaBatch, shareArn, training } from "./quota-batch.ts";

it("AWS's own client makes, pages, changes and deletes quota shares, and reads what a preempted job shows", async () => {
  const { batch, clock, train } = quotaBatch(4);
  const front = await frontOn({ api: batch.api });
  const client = new BatchClient({
    endpoint: front.urls[0] ?? "",
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  const preemptionConfiguration = { inSharePreemption: "ENABLED" as const };
  for (const name of ["a", "b", "c"]) {
    await client.send(new CreateQuotaShareCommand(newShare(name, { preemptionConfiguration })));
  }
  const pages: (string | undefined)[][] = [];
  for await (const { quotaShares = [] } of paginateListQuotaShares(
    { client, pageSize: 2 },
    { jobQueue: "quotas" },
  )) {
    pages.push(quotaShares.map(({ quotaShareName }) => quotaShareName));
  }
  expect(pages).toEqual([["a", "b"], ["c"]]);

  const jobId = train("a", 4);
  await clock.advance(2000);
  train("a", 4, { schedulingPriority: 1, serviceRequestPayload: training(4, 1) });
  await clock.advance(10);
  expect(await client.send(new DescribeServiceJobCommand({ jobId }))).toMatchObject({
    quotaShareName: "a",
    status: "RUNNABLE",
    preemptionSummary: {
      preemptedAttemptCount: 1,
      recentPreemptedAttempts: [{ startedAt: 1_001_000, stoppedAt: 1_002_000 }],
    },
  });
  const { frontOfQuotaShares } = await client.send(new GetJobQueueSnapshotCommand({ jobQueue: "quotas" }));
  expect(Object.keys(frontOfQuotaShares?.quotaShares ?? {})).toEqual(["a"]);

  const quotaShareArn = shareArn("c");
  await client.send(new UpdateQuotaShareCommand({ quotaShareArn, state: "DISABLED" }));
  await client.send(new DeleteQuotaShareCommand({ quotaShareArn }));
  await expect(client.send(new DescribeQuotaShareCommand({ quotaShareArn }))).rejects.toMatchObject({
    name: "ClientException",
    message: expect.stringContaining("quota-share/c does not exist"),
  });
  client.destroy();
  await front.close();
});
