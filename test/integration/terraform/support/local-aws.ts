import { BatchClient } from "@aws-sdk/client-batch";
import { createBatch } from "../../../../emulator/batch/create-batch.ts";
import { createSimulatedExecutor } from "../../../../emulator/executor/simulated-executor.ts";
import { startFront } from "../../../../emulator/http/front.ts";
import { LogStore } from "../../../../emulator/logs/log-store.ts";
import { systemClock } from "../../../../emulator/ports/clock.ts";
import type { AttemptRequest } from "../../../../emulator/ports/executor.ts";
import { temporaryDirectory } from "../../../support/temporary-directory.ts";
import { startMoto } from "../../../support/moto-server.ts";

const region = "us-east-1";
/** moto's account. */
const accountId = "123456789012";

export interface LocalAws {
  readonly endpoint: string;
  /** Where CloudWatch Logs is managed: ours has only what reading and writing jobs' logs needs. */
  readonly logsEndpoint: string;
  readonly client: BatchClient;
  /** Every attempt that was started. */
  readonly attempts: readonly AttemptRequest[];
  readonly close: () => Promise<void>;
}

/** The local Batch without any resource and with simulated containers; moto behind it for everything else. */
export async function startLocalAws(): Promise<LocalAws | { missing: string }> {
  const moto = await startMoto();
  if ("missing" in moto) return moto;
  const logs = new LogStore(temporaryDirectory("terraform-logs"));
  const attempts: AttemptRequest[] = [];
  const executor = createSimulatedExecutor(systemClock, (request) => {
    attempts.push(request);
    return { durationMs: 50, lines: ["ran"] };
  });
  const stack = {
    region,
    accountId,
    computeEnvironments: [],
    jobQueues: [],
    jobDefinitions: [],
    buckets: [],
    logGroups: [],
    repositories: [],
  };
  const batch = createBatch({ stack, executor, logs, clock: systemClock });
  const front = await startFront({
    api: batch.api,
    logs,
    localstackUrl: moto.url,
    addresses: [{ host: "127.0.0.1", port: 0 }],
  });
  const endpoint = front.urls[0] ?? "";
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new BatchClient({ endpoint, region, credentials });
  return {
    endpoint,
    logsEndpoint: moto.url,
    client,
    attempts,
    async close() {
      client.destroy();
      await front.close();
      await batch.shutdown();
      logs.close();
      await moto.close();
    },
  };
}
