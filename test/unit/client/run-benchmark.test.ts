import { BatchClient } from "@aws-sdk/client-batch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { runBenchmark } from "../../../client/run-benchmark.ts";
import { parsedConfig } from "../runner/support/benchmark.ts";

test.each(["/a/directory", "s3://My_Bucket/x"])(
  "results at %s cannot be fetched, so no job is submitted",
  async (outputPath) => {
    // Nothing answers there: a request would fail with another error.
    const nowhere = { region: "us-east-1", endpoint: "http://127.0.0.1:1", maxAttempts: 1 };
    const clients = {
      batch: new BatchClient(nowhere),
      logs: new CloudWatchLogsClient(nowhere),
      s3: new S3Client(nowhere),
    };
    const request = {
      config: parsedConfig(),
      target: { queue: "queue", jobDefinition: "definition" },
      outputPath,
      environment: {},
    };
    const running = runBenchmark(clients, request, {
      observer: { status: () => {}, log: () => {} },
      signal: new AbortController().signal,
      pollMs: 1,
      terminateOnAbort: false,
      outputDir: "unused",
    });
    await expect(running).rejects.toMatchObject({ code: "malformed-s3-url" });
  },
);
