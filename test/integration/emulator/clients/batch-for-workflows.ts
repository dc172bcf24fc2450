import { BatchClient } from "@aws-sdk/client-batch";
import { createBatch } from "../../../../emulator/batch/create-batch.ts";
import { startFront } from "../../../../emulator/http/front.ts";
import { systemClock } from "../../../../emulator/ports/clock.ts";
import { LogStore } from "../../../../emulator/logs/log-store.ts";
import { createProcessExecutor } from "../../../support/process-executor.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { defaultStack } from "../../../unit/emulator/batch/local-batch.ts";

/**
 * A Batch with one environment ("ce") and one queue ("queue"), in front of the S3 of the shared local environment. What
 * its jobs would run in containers runs in processes with `env`, and so does a client.
 */
export async function startBatchForWorkflows(given: NodeJS.ProcessEnv) {
  const { accountId, region } = defaultStack;
  // The address is known once the front listens, which is before the first job.
  const env: NodeJS.ProcessEnv = { ...given };
  const logs = new LogStore(temporaryDirectory("workflow-logs"));
  const batch = createBatch({
    stack: defaultStack,
    executor: createProcessExecutor(env),
    logs,
    clock: systemClock,
  });
  const front = await startFront({
    regions: () => ({ region, api: batch.api, logs }),
    accountId,
    localstackUrl: given["AWS_ENDPOINT_URL"] ?? "",
    addresses: [{ host: "127.0.0.1", port: 0 }],
  });
  const endpoint = front.urls[0] ?? "";
  env["AWS_ENDPOINT_URL"] = endpoint;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new BatchClient({ endpoint, region, credentials });
  return {
    env,
    client,
    async close() {
      client.destroy();
      await batch.shutdown(0);
      await front.close();
      logs.close();
    },
  };
}
